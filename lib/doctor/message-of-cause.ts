import { errorForLog } from '@/lib/platform/error-for-log'

/** `fetch` says only that it failed; why stands in its cause. */
export function messageOfCause(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined
  const { message, code } = errorForLog(cause ?? error)
  return message || code || 'no answer'
}
