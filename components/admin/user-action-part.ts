import type { FormAction } from '@/components/ui/use-form-submission'
import type { RoleAndStatus } from './user-badges'
import type { Role } from '@/lib/domain/accounts/roles'

type UserActionName =
  | 'makeAdmin'
  | 'removeAdmin'
  | 'disable'
  | 'enable'
  | 'signOutAll'
  | 'sendReset'
  | 'resendVerification'
  | 'resetTwoFactor'
  | 'delete'

/** What each group of an account's actions needs to know. */
export type UserActionPart = {
  user: RoleAndStatus & {
    id: string
    username: string
    isVerified: boolean
  }
  actions: Record<UserActionName, FormAction> & { giveRole: Record<Role, FormAction> }
  /** The page itself: where Cancel leads. */
  backHref: string
}

/** What was typed before a redirect, by field name. */
export type Draft = Readonly<Record<string, string>>
