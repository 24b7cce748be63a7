import type { AuditAction } from './audit-actions'

type Told = { action: string; result: 'SUCCESS' | 'FAILURE' }

/** What happened to an account, as one says it. */
const WORDS: Partial<Record<AuditAction, string>> = {
  authn_login_success: 'Signed in',
  authn_login_successafterfail: 'Signed in after wrong passwords',
  authn_login_fail: 'Wrong password',
  authn_login_lock: 'Locked after wrong passwords',
  authn_password_change: 'Password changed',
  authn_password_change_fail: 'Password change refused',
  authn_password_reset: 'Password reset',
  authn_token_created: 'Link sent',
  authn_token_reuse: 'Dead link tried',
  authz_change: 'Role changed',
  authz_fail: 'Refused for want of a role',
  session_created: 'Session opened',
  session_ended: 'Signed out',
  session_reauthenticated: 'Password given again',
  user_created: 'Account created',
  user_updated: 'Profile changed',
  user_disabled: 'Account disabled',
  user_enabled: 'Account enabled',
  user_unlocked: 'Account unlocked',
  user_exported: 'Data downloaded',
  user_deleted: 'Account deleted',
  email_verified: 'Email confirmed',
  email_change_requested: 'Email change requested',
  email_changed: 'Email changed',
  email_change_undone: 'Email change undone',
}

/** One line for an event; of one that has no words yet, its name. */
export function auditWords({ action, result }: Told): string {
  const words = Object.hasOwn(WORDS, action) ? WORDS[action as AuditAction] : undefined
  const said = words ?? action.replaceAll('_', ' ')
  const isSaidAlready = /fail|lock|reuse/.test(action)
  return result === 'FAILURE' && !isSaidAlready ? `${said} (failed)` : said
}
