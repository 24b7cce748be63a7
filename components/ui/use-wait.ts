'use client'

import { useState } from 'react'
import { seconds } from '@/lib/domain/time'
import { useDeviceClock } from './use-clock'

/**
 * Counts down a wait.
 *
 * @param cause what one waits for; another object starts another wait
 * @param waitSeconds undefined when there is nothing to wait for
 * @returns whole seconds left, 0 once it is over; null when there is no wait, and on the server,
 *   where nothing could ever end it
 */
export function useWait(cause: object, waitSeconds: number | undefined): number | null {
  const [wait, setWait] = useState<{ cause: object; endsAtMs: number } | null>(null)
  const nowMs = useDeviceClock(waitSeconds !== undefined)
  if (waitSeconds === undefined || nowMs === null) return null
  if (wait?.cause !== cause) {
    // The clock shows whole seconds begun: one more, so that nobody is told to come back too early.
    setWait({ cause, endsAtMs: nowMs + seconds(waitSeconds + 1) })
    return waitSeconds
  }
  const left = Math.ceil((wait.endsAtMs - nowMs) / seconds(1))
  return Math.min(waitSeconds, Math.max(0, left))
}
