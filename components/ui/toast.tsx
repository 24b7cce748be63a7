'use client'

import { toast } from 'react-hot-toast/headless'
import { seconds } from '@/lib/domain/time'
import type { Refusal } from '@/lib/platform/errors'
import { RefusalSentence } from './refusal-sentence'
import { useRetryCountdown } from './use-retry-countdown'

/** Long enough to read twice and to find with a screen magnifier (WCAG 2.2, 2.2.1). */
const DURATION_SECONDS = 10
/** The duration of the fade. */
const REMOVE_DELAY_MS = seconds(0.18)

/**
 * Shows a refusal as a toast, in addition to the form's alert. One toast per `id`: the next one of the
 * same form replaces it. It disappears before a wait in its sentence is over.
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
    <RefusalSentence
      refusal={refusal}
      secondsLeft={useRetryCountdown(refusal, refusal.retryAfterSeconds)}
    />
  )
}

export function toastSuccess(id: string, sentence: string): void {
  toast.success(sentence, {
    id,
    duration: seconds(DURATION_SECONDS),
    removeDelay: REMOVE_DELAY_MS,
    // Set every time, because a toast that replaces another would keep its role.
    ariaProps: { role: 'status', 'aria-live': 'polite' },
  })
}

export function dismissToast(id: string): void {
  toast.dismiss(id)
}
