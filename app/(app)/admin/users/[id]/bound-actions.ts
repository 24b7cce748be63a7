import type { UserActionsProps } from '@/components/admin/user-actions'
import {
  deleteUserAction,
  disableUserAction,
  enableUserAction,
  giveRoleAction,
  makeAdminAction,
  removeAdminAction,
  resendUserVerificationAction,
  resetTwoFactorAction,
  sendResetLinkAction,
  signOutAllAction,
} from './actions'
import { ROLE_NAMES } from '@/lib/domain/accounts/roles'

/** All actions on one user, bound for use in forms. */
export function userActions(userId: string): UserActionsProps['actions'] {
  return {
    makeAdmin: makeAdminAction.bind(null, userId),
    removeAdmin: removeAdminAction.bind(null, userId),
    giveRole: Object.fromEntries(
      ROLE_NAMES.map((role) => [role, giveRoleAction.bind(null, userId, role)]),
    ) as UserActionsProps['actions']['giveRole'],
    disable: disableUserAction.bind(null, userId),
    enable: enableUserAction.bind(null, userId),
    signOutAll: signOutAllAction.bind(null, userId),
    sendReset: sendResetLinkAction.bind(null, userId),
    resendVerification: resendUserVerificationAction.bind(null, userId),
    resetTwoFactor: resetTwoFactorAction.bind(null, userId),
    delete: deleteUserAction.bind(null, userId),
  }
}
