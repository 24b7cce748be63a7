import { UserAction } from './user-action'
import type { UserActionPart } from './user-action-part'
import { isAdministrator, ROLE_NAMES, roleLabel } from '@/lib/domain/accounts/roles'

export function AdministratorRole({ user, actions, backHref }: UserActionPart) {
  return isAdministrator(user.role) ? (
    <UserAction
      {...{ backHref, name: 'role', action: actions.removeAdmin, tone: 'quiet' }}
      buttonText="Remove admin"
      busyText="Removing…"
    >
      Removes administrator access immediately. Everything else stays the same.
    </UserAction>
  ) : (
    <UserAction
      {...{ backHref, name: 'role', action: actions.makeAdmin, tone: 'quiet' }}
      buttonText="Make admin"
      busyText="Making admin…"
    >
      Administrators can do everything you can, including to your account.
    </UserAction>
  )
}

/** Roles beside the administrator's, where an installation has some. */
export function OtherRoles({ user, actions, backHref }: UserActionPart) {
  if (isAdministrator(user.role)) return null
  const others = ROLE_NAMES.filter((role) => role !== user.role && !isAdministrator(role))
  return others.map((role) => (
    <UserAction
      key={role}
      {...{ backHref, name: `role-${role}`, action: actions.giveRole[role], tone: 'quiet' }}
      buttonText={`Change role to ${roleLabel(role)}`}
      busyText="Changing…"
    >
      {`Replaces the role ${roleLabel(user.role)} immediately.`}
    </UserAction>
  ))
}
