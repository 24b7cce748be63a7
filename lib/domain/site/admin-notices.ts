/** What a user's page says after an administrator's action: `?done=`. */
const DONE = {
  'made-admin': 'This account is now an administrator.',
  'removed-admin': 'This account is no longer an administrator.',
  'role-changed': 'The role of this account was changed.',
  disabled: 'This account is disabled and was signed out everywhere.',
  enabled: 'This account is enabled.',
  'signed-out': 'Every device of this account was signed out.',
  'reset-sent': 'A reset link is on its way to this account’s email.',
  'verification-sent': 'A new confirmation link is on its way to this account’s email.',
  'already-confirmed': 'This email is already confirmed, so nothing was sent.',
  'two-factor-reset': 'Two-factor is off for this account, and its owner was told.',
  'two-factor-was-off': 'Two-factor was off already, so nothing was changed.',
  deleted: 'The account was deleted and its owner notified by email.',
} as const

export type Done = keyof typeof DONE

/** @param value from the query, so untrusted */
export function doneNotice(value: unknown): string | undefined {
  return isDone(value) ? DONE[value] : undefined
}

function isDone(value: unknown): value is Done {
  return typeof value === 'string' && Object.hasOwn(DONE, value)
}
