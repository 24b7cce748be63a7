import { Card } from '@/components/ui/card'
import { TextField } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { TextLink } from '@/components/ui/text-link'
import type { FormAction } from '@/components/ui/use-form-submission'
import { UserAction } from './user-action'
import type { UserStanding } from './user-badges'
import { isAdministrator, ROLE_NAMES, roleLabel, type Role } from '@/lib/domain/accounts/roles'

export type UserActionName =
  | 'makeAdmin'
  | 'removeAdmin'
  | 'disable'
  | 'enable'
  | 'signOutAll'
  | 'sendReset'
  | 'resendVerification'
  | 'delete'

export type UserActionsProps = {
  user: UserStanding & { id: string; isVerified: boolean }
  /** Whoever looks is looking at themselves. */
  isOwn: boolean
  actions: Record<UserActionName, FormAction> & { giveRole: Record<Role, FormAction> }
  /** What was typed before a detour, by field name. */
  draft: Readonly<Record<string, string>>
}

/** What can be done to an account as it stands; to one's own, nothing that would lock one out. */
export function UserActions({ user, isOwn, actions, draft }: UserActionsProps) {
  const backHref = `/admin/users/${user.id}`
  return (
    <Card title="Actions">
      {isOwn && <OwnAccount />}
      <div className="divide-y divide-line">
        <Mails {...{ user, actions, backHref }} />
        {!isOwn && <LockingOut {...{ user, actions, backHref, draft }} />}
      </div>
    </Card>
  )
}

function OwnAccount() {
  return (
    <div className="mb-5 grid gap-3">
      <Notice tone="info">
        This is your own account. Only another administrator can take your role, disable or delete
        your account here, so that you never lock yourself out.
      </Notice>
      <p className="text-sm text-muted">
        Sign out your own <TextLink href="/account/sessions">devices</TextLink>, change your{' '}
        <TextLink href="/account/security">password or email</TextLink>, or download{' '}
        <TextLink href="/account/data">your data</TextLink>. You can leave as long as another
        administrator remains.
      </p>
    </div>
  )
}

type PartProps = Pick<UserActionsProps, 'user' | 'actions'> & { backHref: string }

function Mails({ user, actions, backHref }: PartProps) {
  return (
    <>
      <UserAction
        {...{ backHref, name: 'send-reset', action: actions.sendReset, tone: 'quiet' }}
        buttonText="Send reset link"
        busyText="Sending…"
      >
        Mails a link to choose a new password. Nobody but its owner sees it.
      </UserAction>
      {!user.isVerified && (
        <UserAction
          {...{ backHref, name: 'verify', action: actions.resendVerification, tone: 'quiet' }}
          buttonText="Resend verification"
          busyText="Sending…"
        >
          Mails another link to confirm the address.
        </UserAction>
      )}
    </>
  )
}

/** Whatever ends somebody's sessions or powers. */
function LockingOut({
  user,
  actions,
  backHref,
  draft,
}: PartProps & Pick<UserActionsProps, 'draft'>) {
  return (
    <>
      <UserAction
        {...{ backHref, name: 'sign-out-all', action: actions.signOutAll, tone: 'quiet' }}
        buttonText="Sign out all devices"
        busyText="Signing out…"
      >
        Ends every session at its next click. The password stays as it is.
      </UserAction>
      <AdministratorRole {...{ user, actions, backHref }} />
      <OtherRoles {...{ user, actions, backHref }} />
      <Disablement {...{ user, actions, backHref, draft }} />
      <UserAction
        {...{ backHref, name: 'delete-user', action: actions.delete, tone: 'danger' }}
        buttonText="Delete user"
        busyText="Deleting…"
      >
        Removes the account with everything personal in it, for good.
      </UserAction>
    </>
  )
}

function AdministratorRole({ user, actions, backHref }: PartProps) {
  return isAdministrator(user.role) ? (
    <UserAction
      {...{ backHref, name: 'role', action: actions.removeAdmin, tone: 'quiet' }}
      buttonText="Remove admin"
      busyText="Removing…"
    >
      An administrator no more from the next click on; everything else stays.
    </UserAction>
  ) : (
    <UserAction
      {...{ backHref, name: 'role', action: actions.makeAdmin, tone: 'quiet' }}
      buttonText="Make admin"
      busyText="Making admin…"
    >
      An administrator can do all that you can here, to you as well.
    </UserAction>
  )
}

/** Roles beside the administrator's, where an installation has some. */
function OtherRoles({ user, actions, backHref }: PartProps) {
  if (isAdministrator(user.role)) return null
  const others = ROLE_NAMES.filter((role) => role !== user.role && !isAdministrator(role))
  return others.map((role) => (
    <UserAction
      key={role}
      {...{ backHref, name: `role-${role}`, action: actions.giveRole[role], tone: 'quiet' }}
      buttonText={`Change role to ${roleLabel(role)}`}
      busyText="Changing…"
    >
      {`Takes the place of the role ${roleLabel(user.role)}, from the next request on.`}
    </UserAction>
  ))
}

function Disablement({
  user,
  actions,
  backHref,
  draft,
}: PartProps & Pick<UserActionsProps, 'draft'>) {
  if (user.state === 'disabled') {
    return (
      <UserAction
        {...{ backHref, name: 'disablement', action: actions.enable, tone: 'quiet' }}
        buttonText="Enable account"
        busyText="Enabling…"
      >
        Signing in works again at once. Sessions from before stay ended.
      </UserAction>
    )
  }
  const fields = (
    <>
      <TextField
        name="reason"
        label="Reason"
        hint="For administrators alone"
        maxLength={200}
        defaultValue={draft.reason ?? ''}
        required
      />
      <TextField
        name="until"
        label="Until"
        type="datetime-local"
        hint="In UTC. Left empty: until somebody enables it"
        defaultValue={draft.until ?? ''}
      />
    </>
  )
  return (
    <UserAction
      {...{ backHref, name: 'disablement', action: actions.disable, tone: 'danger', fields }}
      buttonText="Disable account"
      busyText="Disabling…"
    >
      Signs out every device, and lets nobody in again for now.
    </UserAction>
  )
}
