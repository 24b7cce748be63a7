import type { PolicyViolation } from '@/lib/domain/site/csp-reports'
import { minutes } from '@/lib/domain/time'
import type { Log } from '@/lib/platform/log'

/** Anybody can send reports, so they may fill neither the log nor anybody's disk. */
const LINES_PER_WINDOW = 20
const WINDOW_MS = minutes(1)

export type NoteViolations = (
  violations: readonly PolicyViolation[],
  request: { requestId?: string; address: string },
  now: Date,
) => void

/**
 * Writes reports of violated policies to the log: so many lines a minute in this process, and with
 * the first line of a new minute how many were left out before it.
 */
export function newViolationNotes(log: Log): NoteViolations {
  let windowEndsMs = 0
  let written = 0
  let leftOut = 0
  return (violations, request, now) => {
    if (now.getTime() >= windowEndsMs) {
      windowEndsMs = now.getTime() + WINDOW_MS
      written = 0
    }
    for (const { directive, blocked, page } of violations) {
      if (written >= LINES_PER_WINDOW) {
        leftOut += 1
        continue
      }
      const noted = { event: 'csp_violation', type: directive, url: blocked, path: page }
      log.warn({ ...noted, ...request, ...(leftOut > 0 ? { count: leftOut } : {}) })
      written += 1
      leftOut = 0
    }
  }
}
