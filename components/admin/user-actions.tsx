import { Card } from '@/components/ui/card'
import { TextField } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { TextLink } from '@/components/ui/text-link'
import type { FormAction } from '@/components/ui/use-form-submission'
import { DeleteUser } from './delete-user'
import { UserAction } from './user-action'
import type { RoleAndStatus } from './user-badges'
import { isAdministrator, ROLE_NAMES, roleLabel, type Role } from '@/lib/domain/accounts/roles'

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

export type UserActionsProps = {
  user: RoleAndStatus & {
    id: string
    username: string
    isVerified: boolean
  }
  /** The viewer is looking at their own account. */
  isOwn: boolean
  actions: Record<UserActionName, FormAction> & { giveRole: Record<Role, FormAction> }
  /** What was typed before a redirect, by field name. */
  draft: Readonly<Record<string, string>>
}

/** The actions available for an account; for one's own, nothing that would lock the viewer out. */
export function UserActions({ user, isOwn, actions, draft }: UserActionsProps) {
  const backHref = `/admin/users/${user.id}`
  const part = { user, actions, backHref }
  return (
    <div className="grid gap-5 lg:gap-6">
      <Card title="Access">
        {isOwn && <OwnAccount />}
        <div className="divide-y divide-line">
          <Mails {...part} />
          {!isOwn && <SignOutAll {...part} />}
          {!isOwn && user.hasTwoFactor && <TwoFactor {...part} draft={draft} />}
        </div>
      </Card>
      {!isOwn && (
        <Card title="Role" aside={roleLabel(user.role)}>
          <div className="divide-y divide-line">
            <AdministratorRole {...part} />
            <OtherRoles {...part} />
          </div>
        </Card>
      )}
      {!isOwn && (
        <Card title="Danger zone" tone="danger">
          <div className="divide-y divide-line">
            <Disablement {...part} draft={draft} />
            <DeleteUser action={actions.delete} username={user.username} />
          </div>
        </Card>
      )}
    </div>
  )
}

function OwnAccount() {
  return (
    <div className="mb-5 grid gap-3">
      <Notice tone="info">
        This is your own account. Only another administrator can remove your role, or disable or
        delete your account, so you can’t lock yourself out.
      </Notice>
      <p className="text-sm text-muted">
        Sign out your own <TextLink href="/account/sessions">devices</TextLink>, change your{' '}
        <TextLink href="/account/security">password or email</TextLink>, or download{' '}
        <TextLink href="/account/data">your data</TextLink>. You can delete your account as long as
        another administrator remains.
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
        Emails a link to set a new password. Only the account’s owner sees it.
      </UserAction>
      {!user.isVerified && (
        <UserAction
          {...{ backHref, name: 'verify', action: actions.resendVerification, tone: 'quiet' }}
          buttonText="Resend verification"
          busyText="Sending…"
        >
          Emails a new link to confirm the address.
        </UserAction>
      )}
    </>
  )
}

function SignOutAll({ actions, backHref }: PartProps) {
  return (
    <UserAction
      {...{ backHref, name: 'sign-out-all', action: actions.signOutAll, tone: 'quiet' }}
      buttonText="Sign out all devices"
      busyText="Signing out…"
    >
      Ends every session immediately. The password stays the same.
    </UserAction>
  )
}

function TwoFactor({ actions, backHref, draft }: PartProps & Pick<UserActionsProps, 'draft'>) {
  const reason = (
    <TextField
      name="reason"
      label="Reason"
      hint="The owner reads it in the email"
      maxLength={200}
      defaultValue={draft.reason ?? ''}
      required
    />
  )
  return (
    <UserAction
      {...{ backHref, name: 'two-factor', action: actions.resetTwoFactor, tone: 'danger' }}
      fields={reason}
      buttonText="Reset two-factor"
      busyText="Resetting…"
    >
      For someone who has lost their app and their codes: make sure it’s them. Turns two-factor off
      and signs out every device.
    </UserAction>
  )
}

function AdministratorRole({ user, actions, backHref }: PartProps) {
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
      {`Replaces the role ${roleLabel(user.role)} immediately.`}
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
        Restores sign-in immediately. Ended sessions stay ended.
      </UserAction>
    )
  }
  const fields = (
    <>
      <TextField
        name="reason"
        label="Reason"
        hint="Only administrators see this"
        maxLength={200}
        defaultValue={draft.reason ?? ''}
        required
      />
      <TextField
        name="until"
        label="Until"
        type="datetime-local"
        hint="In UTC. Leave empty to disable indefinitely"
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
      Signs out every device and blocks sign-in.
    </UserAction>
  )
}
