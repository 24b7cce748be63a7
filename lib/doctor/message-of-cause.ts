import { errorForLog } from '@/lib/platform/error-for-log'

/** `fetch` only says that it failed; the reason is in the error's cause. */
export function messageOfCause(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined
  const { message, code } = errorForLog(cause ?? error)
  return message || code || 'no answer'
}
