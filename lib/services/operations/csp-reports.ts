import type { PolicyViolation } from '@/lib/domain/site/csp-reports'
import { lineForSource } from '@/lib/domain/site/http-config'
import { minutes } from '@/lib/domain/time'
import type { Log } from '@/lib/platform/log'

/** Anyone can send reports, so the lines they write are limited. */
const LINES_PER_WINDOW = 20
const WINDOW_MS = minutes(1)

export type LogViolations = (
  violations: readonly PolicyViolation[],
  request: { requestId?: string; address: string },
  now: Date,
) => void

/**
 * Logs reported policy violations, up to a limit per minute and process. The next line that is written
 * carries the number of reports dropped before it.
 */
export function createViolationLog(log: Log): LogViolations {
  let windowEndsMs = 0
  let written = 0
  let dropped = 0
  return (violations, request, now) => {
    if (now.getTime() >= windowEndsMs) {
      windowEndsMs = now.getTime() + WINDOW_MS
      written = 0
    }
    for (const { directive, blocked, page } of violations) {
      if (written >= LINES_PER_WINDOW) {
        dropped += 1
        continue
      }
      const violation = { event: 'csp_violation', type: directive, url: blocked, path: page }
      const allowedBy = lineForSource(page, directive, blocked)
      log.warn({ ...violation, ...request, allowedBy, ...(dropped > 0 ? { count: dropped } : {}) })
      written += 1
      dropped = 0
    }
  }
}
