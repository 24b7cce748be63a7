import type { AuditAction } from './audit-actions'
import { DEFAULT_ROLE, isAdministrator, roleLabel } from '@/lib/domain/accounts/roles'

export type EventInWords = {
  words: string
  /** What somebody should look at twice. */
  isWorthALook: boolean
}

type Told = { action: string; result: string; details: unknown }

/** Of events of the same moment, those another one tells already. */
export const TOLD_BY_ANOTHER: readonly AuditAction[] = ['session_created']

/** What happened to an account, in a sentence for its owner and for administrators alike. */
export function describeEvent({ action, result, details }: Told): EventInWords {
  const isRefused = result === 'FAILURE'
  const told = own(TELLINGS, action)?.(new Details(details), isRefused)
  if (told === undefined) return { words: 'Something changed', isWorthALook: false }
  return typeof told === 'string' ? { words: told, isWorthALook: isRefused } : told
}

type Telling = (details: Details, isRefused: boolean) => string | EventInWords

const worthALook = (words: string): EventInWords => ({ words, isWorthALook: true })

const TELLINGS: Partial<Record<string, Telling>> = {
  authn_login_success: signedIn,
  authn_login_successafterfail: signedIn,
  authn_login_fail: (details) => own(REFUSED_SIGN_INS, details.text('reason')) ?? 'Sign-in refused',
  authn_login_lock: () => 'Sign-in paused after several wrong passwords',
  authn_password_change: () => 'Password changed',
  authn_password_change_fail: () => 'Password change refused: the current password was wrong',
  authn_password_reset: () => 'New password set by a mailed link',
  authn_token_created: (details, isRefused) => {
    const link = own(LINKS, details.text('purpose').toLowerCase()) ?? 'A link'
    return isRefused ? `${link} was asked for and not sent` : `${link} was sent`
  },
  authn_token_reuse: () => 'A link that no longer works was opened',
  authz_change: (details) => worthALook(roleChange(details.text('from'), details.text('to'))),
  session_created: () => 'A session began',
  session_ended: (details) =>
    own(ENDINGS, details.text('reason') || details.text('which')) ?? endedAll(details),
  session_reauthenticated: (_details, isRefused) =>
    isRefused ? 'Password asked again: it was wrong' : 'Password confirmed again',
  user_created: () => 'Account created',
  user_updated: (details) => `Profile changed${details.names(['name', 'username', 'image'])}`,
  user_disabled: () => worthALook('Account disabled'),
  user_enabled: () => 'Account enabled',
  user_unlocked: () => 'Sign-in opened again',
  user_exported: () => 'Data downloaded',
  user_deleted: (_details, isRefused) =>
    isRefused ? 'Account not deleted: the password was wrong' : 'Account deleted',
  email_verified: (_details, isRefused) =>
    isRefused ? 'Email not confirmed: the password was wrong' : 'Email confirmed',
  email_change_requested: () => 'Change of email asked for',
  email_changed: (_details, isRefused) =>
    worthALook(isRefused ? 'Email not changed: the password was wrong' : 'Email changed'),
  email_change_undone: () => worthALook('Change of email undone'),
} satisfies Partial<Record<AuditAction, Telling>>

/** Events of before there were more roles than two say only what somebody became. */
function roleChange(from: string, to: string): string {
  if (isAdministrator(to)) return 'Made an administrator'
  if (to === DEFAULT_ROLE && (from === '' || isAdministrator(from))) {
    return 'No longer an administrator'
  }
  return `Role changed to ${roleLabel(to)}`
}

const REFUSED_SIGN_INS: Partial<Record<string, string>> = {
  wrong_password: 'Sign-in with a wrong password',
  account_disabled: 'Sign-in refused: the account is disabled',
  email_not_verified: 'Sign-in refused: the email was not confirmed',
  email_domain_refused: 'Sign-in refused: the email’s domain may not sign in',
}

const LINKS: Partial<Record<string, string>> = {
  reset_password: 'A link for a new password',
  confirm_email: 'A link to confirm the email',
}

const ENDINGS: Partial<Record<string, string>> = {
  sign_out: 'Signed out',
  replaced: 'Earlier session ended by signing in again',
  not_me: 'Account secured: every device was signed out',
  one: 'A device was signed out',
  others: 'All other devices were signed out',
  all: 'Signed out everywhere',
}

/** What a record itself holds under a name that may be anything. */
function own<Value>(record: Partial<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined
}

function signedIn(details: Details): string | EventInWords {
  const from = details.isTrue('isNewDevice') ? 'Signed in from a new device' : 'Signed in'
  const failures = details.number('failures')
  if (failures === 0) return from
  return worthALook(
    `${from} after ${failures === 1 ? 'a wrong password' : `${failures} wrong passwords`}`,
  )
}

function endedAll(details: Details): string {
  return details.number('sessionsEnded') > 0 ? 'Every device was signed out' : 'A session ended'
}

/** What an event says besides, which may be of an older version. */
class Details {
  readonly #values: Record<string, unknown>

  constructor(details: unknown) {
    this.#values = typeof details === 'object' && details !== null ? { ...details } : {}
  }

  text(name: string): string {
    const value = this.#values[name]
    return typeof value === 'string' ? value : ''
  }

  number(name: string): number {
    const value = this.#values[name]
    return typeof value === 'number' ? value : 0
  }

  isTrue(name: string): boolean {
    return this.#values[name] === true
  }

  /** `: name, image`, of those that are true; empty when none is. */
  names(names: readonly string[]): string {
    const named = names.filter((name) => this.isTrue(name))
    return named.length === 0 ? '' : `: ${named.join(', ')}`
  }
}
