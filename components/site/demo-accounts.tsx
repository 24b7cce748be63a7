import { roleLabel, type Role } from '@/lib/domain/accounts/roles'

export type DemoAccount = {
  email: string
  username: string
  role: Role
  state: 'active' | 'disabled' | 'unverified'
}

/** The demo accounts and the one password of them all. */
export type DemoSignIn = { accounts: readonly DemoAccount[]; password: string }

/** What a demo account shows, in words. */
export function outcomeOf({ role, state }: DemoAccount): string {
  if (state === 'disabled') return 'Refused: account disabled'
  if (state === 'unverified') return 'Refused: email not confirmed'
  return roleLabel(role)
}
