import { roleLabel, type Role } from '@/lib/domain/accounts/roles'

export type DemoAccount = {
  email: string
  username: string
  role: Role
  state: 'active' | 'disabled' | 'unverified' | 'two-factor'
}

/** The demo accounts and the one password of them all. */
export type DemoSignIn = {
  accounts: readonly DemoAccount[]
  password: string
  /** Of the account that has it. */
  twoFactor: { secret: string; recoveryCodes: readonly string[] }
}

/** What a demo account shows, in words. */
export function outcomeOf({ role, state }: DemoAccount): string {
  if (state === 'disabled') return 'Refused: account disabled'
  if (state === 'unverified') return 'Refused: email not confirmed'
  if (state === 'two-factor') return 'User, with two-factor'
  return roleLabel(role)
}
