import type { AuditAction } from './audit-actions'
import { DEFAULT_ROLE, isAdministrator, roleLabel } from '@/lib/domain/accounts/roles'

export type EventDescription = {
  text: string
  /** Worth checking that it was the owner. */
  needsReview: boolean
}

type AuditedEvent = { action: string; result: string; details: unknown }

/** Actions that only repeat another event of the same moment. */
export const REDUNDANT_ACTIONS: readonly AuditAction[] = ['session_created']

/** One event in words, for the account's owner and for administrators. */
export function describeEvent({ action, result, details }: AuditedEvent): EventDescription {
  const isRefused = result === 'FAILURE'
  const description = own(DESCRIBERS, action)?.(new Details(details), isRefused)
  if (description === undefined) return { text: 'Account changed', needsReview: false }
  return typeof description === 'string'
    ? { text: description, needsReview: isRefused }
    : description
}

type Describer = (details: Details, isRefused: boolean) => string | EventDescription

const forReview = (text: string): EventDescription => ({ text, needsReview: true })

const SENTENCES: Record<AuditAction, Describer> = {
  authn_login_success: signedIn,
  authn_login_successafterfail: signedIn,
  authn_login_fail: (details) => own(REFUSED_SIGN_INS, details.text('reason')) ?? 'Sign-in refused',
  authn_login_lock: (details) =>
    details.text('reason') === 'wrong_code'
      ? forReview('Sign-in paused after the right password and several wrong codes')
      : 'Sign-in paused after several wrong passwords',
  authn_password_change: () => 'Password changed',
  authn_password_change_fail: (details) =>
    details.text('reason') === 'password_wrong' || details.text('reason') === ''
      ? 'Password change refused: wrong current password'
      : 'Password change refused',
  authn_password_reset: () => 'Password reset by emailed link',
  authn_token_created: (details, isRefused) => {
    if (details.text('purpose') === 'api_token') return forReview('Access token created')
    const link = own(LINKS, details.text('purpose').toLowerCase()) ?? 'Link'
    return isRefused ? `${link} requested but not sent` : `${link} sent`
  },
  authn_token_reuse: () => 'Used or expired link opened',
  authn_token_revoked: () => 'Access token revoked',
  authz_change: (details) => forReview(roleChange(details.text('from'), details.text('to'))),
  session_created: () => 'Session started',
  session_ended: (details) =>
    own(ENDINGS, details.text('reason') || details.text('which')) ?? endedAll(details),
  session_reauthenticated: (details, isRefused) => {
    if (!isRefused) return details.isTrue('passkey') ? 'Identity confirmed' : 'Password confirmed'
    const what = own(WRONG, details.text('reason')) ?? 'wrong password'
    return `Password confirmation refused: ${what}`
  },
  session_cookie_copied: () => forReview('Session ended: its cookie was used without your device'),
  sign_up_requested: () => 'Sign-up requested',
  user_created: () => 'Account created',
  user_updated: (details) => `Profile changed${details.trueNames()}`,
  user_disabled: () => forReview('Account disabled'),
  user_enabled: () => 'Account enabled',
  user_unlocked: () => 'Sign-in unlocked',
  two_factor_enabled: () => forReview('Two-factor turned on'),
  two_factor_disabled: () => forReview('Two-factor turned off'),
  two_factor_reset: () => forReview('Two-factor reset'),
  recovery_codes_created: () => forReview('New recovery codes made'),
  trusted_browsers_ended: () => 'Browsers no longer trusted',
  passkey_added: () => forReview('Passkey added'),
  passkey_renamed: () => forReview('Passkey renamed'),
  passkey_removed: () => forReview('Passkey removed'),
  passkey_cloned: () => forReview('A copy of one of your passkeys was refused'),
  user_exported: () => 'Data downloaded',
  user_deleted: (_details, isRefused) =>
    isRefused ? 'Account deletion refused: wrong password' : 'Account deleted',
  email_verified: (_details, isRefused) =>
    isRefused ? 'Email confirmation refused: wrong password' : 'Email confirmed',
  email_change_requested: () => 'Email change requested',
  email_changed: (_details, isRefused) =>
    forReview(isRefused ? 'Email change refused: wrong password' : 'Email changed'),
  email_change_undone: () => forReview('Email change undone'),
  email_change_cancelled: () => 'Email change canceled',
  authz_fail: (details) => own(REFUSED_AREAS, details.text('place')) ?? 'Access refused',
  audit_exported: () => 'Audit log exported',
  audit_pruned: () => 'Old events removed from the audit log',
}

/** By any text: a log may contain actions of another version. */
const DESCRIBERS: Partial<Record<string, Describer>> = SENTENCES

/** Older events only record the new role. */
function roleChange(from: string, to: string): string {
  if (isAdministrator(to)) return 'Made an administrator'
  if (to === DEFAULT_ROLE && (from === '' || isAdministrator(from))) {
    return 'No longer an administrator'
  }
  return `Role changed to ${roleLabel(to)}`
}

const WRONG: Partial<Record<string, string>> = {
  wrong_code: 'wrong code',
  wrong_passkey: 'wrong passkey',
}

const REFUSED_SIGN_INS: Partial<Record<string, string>> = {
  wrong_password: 'Sign-in with a wrong password',
  wrong_code: 'Sign-in with the right password and a wrong code',
  wrong_passkey: 'Sign-in with a passkey that did not work',
  unknown_passkey: 'Sign-in with an unknown passkey',
  account_disabled: 'Sign-in refused: account disabled',
  email_not_verified: 'Sign-in refused: email not confirmed',
  password_reset_required: 'Sign-in refused: new password required',
  email_domain_refused: 'Sign-in refused: email domain not allowed',
  unknown_token: 'Access token refused',
  revoked_token: 'Revoked access token refused',
  expired_token: 'Expired access token refused',
}

const REFUSED_AREAS: Partial<Record<string, string>> = {
  users: 'Access to the list of users refused',
  user: 'Access to a user’s page refused',
  user_action: 'Change to an account refused: not an administrator',
  audit: 'Access to the audit log refused',
  audit_export: 'Export of the audit log refused',
  inspector: 'Access to the inspector refused',
}

const LINKS: Partial<Record<string, string>> = {
  reset_password: 'Password reset link',
  confirm_email: 'Email confirmation link',
}

/** What pages call a field, where it is not its name. */
const FIELDS: Partial<Record<string, string>> = { image: 'photo' }

const ENDINGS: Partial<Record<string, string>> = {
  sign_out: 'Signed out',
  replaced: 'Previous session ended by a new sign-in',
  not_me: 'Account secured and every device signed out',
  one: 'Device signed out',
  others: 'All other devices signed out',
  all: 'Signed out everywhere',
}

/** A record's own value for an untrusted key. */
function own<Value>(record: Partial<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined
}

function signedIn(details: Details): string | EventDescription {
  const from = details.isTrue('isNewDevice') ? 'Signed in from a new device' : 'Signed in'
  const failures = details.number('failures')
  if (failures === 0) return from
  return forReview(
    `${from} after ${failures === 1 ? 'a failed attempt' : `${failures} failed attempts`}`,
  )
}

function endedAll(details: Details): string {
  return details.number('sessionsEnded') > 0 ? 'Every device signed out' : 'Session ended'
}

/** An event's details, which an older version may have written. */
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

  /** `: name, photo`, listing the details that are true; empty when none is. */
  trueNames(): string {
    const named = Object.keys(this.#values).filter((name) => this.isTrue(name))
    return named.length === 0
      ? ''
      : `: ${named.map((name) => own(FIELDS, name) ?? name).join(', ')}`
  }
}
