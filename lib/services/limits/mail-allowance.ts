import type { Database } from '@/lib/data/database/prisma'
import { lockAddress } from '@/lib/data/database/transaction-lock'
import type { ClientInfo } from '@/lib/domain/sessions/client-info'
import { clientNetwork } from '@/lib/domain/sessions/client-network'
import { days, hours, seconds } from '@/lib/domain/time'
import { env } from '@/lib/env'
import type { Refused } from '@/lib/platform/result'
import { counterKey, type CounterKind } from './attempt-limits'
import { limited, logged } from './request-limits'

/*
 * Mails that others can cause, by entering an address or by knowing a password, are counted per
 * recipient address, in counters that outlive accounts and mails.
 *
 * Mails about something that required the account's own password, session or link are always sent to a
 * confirmed address: an attacker must not be able to suppress them by using up an allowance. To an address
 * that nobody has confirmed they count like the others (see `notify-owner.ts`).
 */

export const MAIL_BOUNDS = {
  /** Per hour, requested by one network (an address; for IPv6 a /64). */
  MAILS_FROM_ONE_NETWORK: 5,
  /** Whoever requests them, over all templates. */
  MAILS_AN_HOUR: 10,
  MAILS_A_DAY: 30,
  SIGN_IN_NOTICES_AN_HOUR: 10,
}

/**
 * - `link`: any mail that can be requested
 * - `reset`: the same, but the way back into an account: when the allowance is used up, one more is sent
 *   per half the lifetime of a link, so that the owner's mailbox always has a link that works
 * - `sign-in`: the notice of a sign-in, which only someone who knows the password can cause
 */
export type MailKind = 'link' | 'reset' | 'sign-in'

/**
 * Counts a request for a mail against its network, before any work is done. It does not matter whether
 * the address has an account, so the refusal may be shown.
 *
 * @param email normalised; it may be unknown
 * @returns null when the request may proceed
 */
export async function limitMailRequests(
  email: string,
  { address }: ClientInfo,
  now: Date,
): Promise<Refused | null> {
  const subject = [email, clientNetwork(address)]
  const rule = window('mail-network', subject, MAIL_BOUNDS.MAILS_FROM_ONE_NETWORK)
  return logged(await limited([rule], now), 'mail-network', address)
}

/**
 * Counts a mail to an address. Other transactions wait for this one before they get an answer for the
 * same address, so "only the newest link works" holds too.
 *
 * @param email normalised; it may be unknown
 * @returns null when it may be sent. The refusal reveals what others did: show it to administrators only
 */
export async function limitMails(
  database: Database,
  email: string,
  kind: MailKind,
  now: Date,
): Promise<Refused | null> {
  await lockAddress(database, email)
  if (kind === 'sign-in') {
    return limited(
      [window('mail-sign-in', [email], MAIL_BOUNDS.SIGN_IN_NOTICES_AN_HOUR)],
      now,
      database,
    )
  }
  const hour = window('mail-hour', [email], MAIL_BOUNDS.MAILS_AN_HOUR)
  const day = window('mail-day', [email], MAIL_BOUNDS.MAILS_A_DAY, days(1))
  const refused = await limited([hour, day], now, database)
  if (!refused || kind === 'link') return refused
  const everyMs = seconds(env().RESET_TOKEN_SECONDS) / 2
  return limited([window('mail-reset', [email], 1, everyMs)], now, database)
}

function window(kind: CounterKind, what: string[], maxAttempts: number, windowMs = hours(1)) {
  const rule = { kind: 'window', maxAttempts, windowMs } as const
  return { key: counterKey(kind, ...what), rule }
}
