'use client'

import { toast } from 'react-hot-toast/headless'
import { seconds } from '@/lib/domain/time'
import type { Refusal } from '@/lib/platform/errors'
import { RefusalSentence } from './refusal-sentence'
import { useWait } from './use-wait'

/** Long enough to be read twice, and to be found with a magnifier (WCAG 2.2, 2.2.1). */
const DURATION_SECONDS = 10
/** As long as it takes to fade. */
const REMOVE_DELAY_MS = seconds(0.18)

/**
 * Repeats a refusal where the eyes may be; the form's own alert stays. One toast per `id`: the next
 * answer of the same form replaces it. It is gone before a wait it names is over.
 */
export function toastRefusal(id: string, refusal: Refusal): void {
  const waitSeconds = refusal.retryAfterSeconds ?? DURATION_SECONDS
  toast.error(<WaitingSentence refusal={refusal} />, {
    id,
    duration: seconds(Math.min(DURATION_SECONDS, waitSeconds)),
    removeDelay: REMOVE_DELAY_MS,
    ariaProps: { role: 'alert', 'aria-live': 'assertive' },
  })
}

function WaitingSentence({ refusal }: { refusal: Refusal }) {
  return (
    <RefusalSentence refusal={refusal} secondsLeft={useWait(refusal, refusal.retryAfterSeconds)} />
  )
}

export function toastSuccess(id: string, sentence: string): void {
  toast.success(sentence, {
    id,
    duration: seconds(DURATION_SECONDS),
    removeDelay: REMOVE_DELAY_MS,
    // Given each time: a toast that replaces another would keep that one's role.
    ariaProps: { role: 'status', 'aria-live': 'polite' },
  })
}

export function dismissToast(id: string): void {
  toast.dismiss(id)
}
