'use client'

import { toast } from 'react-hot-toast/headless'
import { seconds } from '@/lib/domain/time'
import type { Refusal } from '@/lib/platform/errors'
import { RefusalSentence } from './refusal-sentence'
import { useRetryCountdown } from './use-retry-countdown'

/** Long enough to read twice and to find with a screen magnifier (WCAG 2.2, 2.2.1). */
const DURATION_SECONDS = 10
/** How much of an alert has to be on the screen to be read there. */
const READABLE_SHARE = 0.9
/** The duration of the fade. */
const REMOVE_DELAY_MS = seconds(0.18)

/** The library's id of the latest toast of each form. */
const latest = new Map<string, string>()
let shownSoFar = 0

/**
 * Takes away the toast that stands for a form, and names the next. Each has an id of its own: the library
 * removes a dismissed one by its id after the fade, at times twice, and would take the next one with it.
 */
function nextOf(id: string): string {
  const before = latest.get(id)
  if (before !== undefined) toast.remove(before)
  shownSoFar += 1
  const next = `${id} ${shownSoFar}`
  latest.set(id, next)
  return next
}

/**
 * Shows a refusal as a toast. One toast per `id`: the next one of the same form replaces it. It
 * disappears before a wait in its sentence is over.
 *
 * @param isAnnounced an alert on the page has announced the sentence already
 */
export function toastRefusal(id: string, refusal: Refusal, isAnnounced = false): void {
  const waitSeconds = refusal.retryAfterSeconds ?? DURATION_SECONDS
  toast.error(<WaitingSentence refusal={refusal} />, {
    id: nextOf(id),
    duration: seconds(Math.min(DURATION_SECONDS, waitSeconds)),
    removeDelay: REMOVE_DELAY_MS,
    ariaProps: { role: 'status', 'aria-live': isAnnounced ? 'off' : 'polite' },
  })
}

/**
 * Shows a refusal as a toast if the form's own alert, which says the same, is out of view, and takes
 * the toast away once the alert comes into view.
 *
 * @param alert announces the refusal; null where a form has none
 * @returns stops watching
 */
export function toastRefusalOutOfView(
  id: string,
  refusal: Refusal,
  alert: Element | null,
): () => void {
  if (!alert) {
    toastRefusal(id, refusal)
    return () => {}
  }
  let isFirst = true
  const look = (entries: IntersectionObserverEntry[]) => {
    const isInView = (entries.at(-1)?.intersectionRatio ?? 0) >= READABLE_SHARE
    if (isInView) dismissToast(id)
    else if (isFirst) toastRefusal(id, refusal, true)
    isFirst = false
  }
  const observer = new IntersectionObserver(look, { threshold: READABLE_SHARE })
  observer.observe(alert)
  return () => observer.disconnect()
}

function WaitingSentence({ refusal }: { refusal: Refusal }) {
  return (
    <RefusalSentence
      refusal={refusal}
      secondsLeft={useRetryCountdown(refusal, refusal.retryAfterSeconds)}
    />
  )
}

export function toastSuccess(id: string, sentence: string): void {
  toast.success(sentence, {
    id: nextOf(id),
    duration: seconds(DURATION_SECONDS),
    removeDelay: REMOVE_DELAY_MS,
    ariaProps: { role: 'status', 'aria-live': 'polite' },
  })
}

function dismissToast(id: string): void {
  const shown = latest.get(id)
  if (shown !== undefined) toast.dismiss(shown)
}

/** What earlier forms said is outdated once a new one is sent. */
export function dismissAllToasts(): void {
  toast.dismiss()
}
