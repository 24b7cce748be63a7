'use client'

import { useState } from 'react'
import { seconds } from '@/lib/domain/time'
import { useDeviceClock } from './use-clock'

/**
 * Counts down the wait before a form can be submitted again.
 *
 * @param cause the refusal with the wait; a different object starts a new countdown
 * @param waitSeconds undefined when there is no wait
 * @returns whole seconds left, 0 once it is over; null when there is no wait, and on the server, where
 *   the countdown could not run
 */
export function useRetryCountdown(cause: object, waitSeconds: number | undefined): number | null {
  const [wait, setWait] = useState<{ cause: object; endsAtMs: number } | null>(null)
  const nowMs = useDeviceClock(waitSeconds !== undefined)
  if (waitSeconds === undefined || nowMs === null) return null
  if (wait?.cause !== cause) {
    // One second more, because the clock rounds down: nobody should be asked to retry too early.
    setWait({ cause, endsAtMs: nowMs + seconds(waitSeconds + 1) })
    return waitSeconds
  }
  const left = Math.ceil((wait.endsAtMs - nowMs) / seconds(1))
  return Math.min(waitSeconds, Math.max(0, left))
}
