/**
 * The actions in the audit log, named after the OWASP Logging Vocabulary where it has a name.
 *
 * @see OWASP Logging Vocabulary Cheat Sheet
 */
export const AUDIT_ACTIONS = [
  'authn_login_success',
  'authn_login_successafterfail',
  'authn_login_fail',
  'authn_login_lock',
  'authn_password_change',
  'authn_password_change_fail',
  'authn_password_reset',
  'authn_token_created',
  'authn_token_reuse',
  'authn_token_revoked',
  'authz_change',
  'authz_fail',
  'session_created',
  'session_ended',
  'session_reauthenticated',
  'session_cookie_copied',
  'sign_up_requested',
  'user_created',
  'user_updated',
  'user_disabled',
  'user_enabled',
  'user_unlocked',
  'user_exported',
  'user_deleted',
  'email_verified',
  'email_change_requested',
  'email_changed',
  'email_change_undone',
  'email_change_cancelled',
  'two_factor_enabled',
  'two_factor_disabled',
  'two_factor_reset',
  'recovery_codes_created',
  'trusted_browsers_ended',
  'passkey_added',
  'passkey_renamed',
  'passkey_removed',
  'passkey_cloned',
  'audit_exported',
  'audit_pruned',
] as const

export type AuditAction = (typeof AUDIT_ACTIONS)[number]
