import { hours, later, seconds } from '@/lib/domain/time'

const FIRST_WAIT_MS = seconds(10)
const LONGEST_WAIT_MS = hours(1)
const GIVE_UP_AFTER_MS = hours(24)

const RECIPIENT_COMMAND = 'RCPT TO'
/** The server refuses us, not the recipient: no sign-in, no relaying, a policy. */
const REFUSES_SENDER = /^(530|535)\b|\b5\.7\.\d+\b/

/**
 * Whether the server has refused the recipient for good (RFC 5321, 5yz in answer to RCPT): the mailbox
 * does not exist. Retrying would only delay that somebody hears of it.
 */
export function isFinalRefusal(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { command, responseCode, response } = error as SmtpError
  if (command !== RECIPIENT_COMMAND || responseCode === undefined) return false
  return responseCode >= 500 && responseCode < 600 && !REFUSES_SENDER.test(response ?? '')
}

/** What nodemailer adds to an error. */
type SmtpError = Error & { command?: string; responseCode?: number; response?: string }

/**
 * When to retry an email the server did not accept: after 10 s, doubling up to an hour.
 *
 * @param attempts made so far, the failed one included
 * @returns null after a day, when the worker gives up
 */
export function nextAttemptAt(mail: { attempts: number; createdAt: Date }, now: Date): Date | null {
  if (now >= later(mail.createdAt, GIVE_UP_AFTER_MS)) return null
  return later(now, Math.min(FIRST_WAIT_MS * 2 ** (mail.attempts - 1), LONGEST_WAIT_MS))
}
