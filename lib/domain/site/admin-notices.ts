/** What the page of a user says after something was done to them: `?done=`. */
const DONE = {
  'made-admin': 'This account is an administrator now.',
  'removed-admin': 'This account is no administrator any more.',
  'role-changed': 'The role of this account is changed.',
  disabled: 'This account is disabled, and signed out everywhere.',
  enabled: 'This account is enabled.',
  'signed-out': 'Every device of this account is signed out.',
  'reset-sent': 'A reset link is on its way to the address of this account.',
  'verification-sent': 'A new confirmation link is on its way to the address of this account.',
  'already-confirmed': 'This address is confirmed already, so nothing was sent.',
  deleted: 'The account is deleted, and its owner told by mail.',
} as const

export type Done = keyof typeof DONE

/** @param value from the address, so from anywhere */
export function doneNotice(value: unknown): string | undefined {
  return isDone(value) ? DONE[value] : undefined
}

function isDone(value: unknown): value is Done {
  return typeof value === 'string' && Object.hasOwn(DONE, value)
}
