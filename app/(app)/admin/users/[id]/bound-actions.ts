import type { UserActionsProps } from '@/components/admin/user-actions'
import {
  deleteUserAction,
  disableUserAction,
  enableUserAction,
  makeAdminAction,
  removeAdminAction,
  resendUserVerificationAction,
  sendResetLinkAction,
  signOutAllAction,
} from './actions'

/** Everything that can be done to one user, as forms take it. */
export function userActions(userId: string): UserActionsProps['actions'] {
  return {
    makeAdmin: makeAdminAction.bind(null, userId),
    removeAdmin: removeAdminAction.bind(null, userId),
    disable: disableUserAction.bind(null, userId),
    enable: enableUserAction.bind(null, userId),
    signOutAll: signOutAllAction.bind(null, userId),
    sendReset: sendResetLinkAction.bind(null, userId),
    resendVerification: resendUserVerificationAction.bind(null, userId),
    delete: deleteUserAction.bind(null, userId),
  }
}
