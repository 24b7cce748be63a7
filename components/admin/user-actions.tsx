import { Card } from '@/components/ui/card'
import { Notice } from '@/components/ui/notice'
import { TextLink } from '@/components/ui/text-link'
import { Mails, SignOutAll, TwoFactor } from './access-actions'
import { DeleteUser } from './delete-user'
import { Disablement } from './disablement'
import { AdministratorRole, OtherRoles } from './role-actions'
import type { Draft, UserActionPart } from './user-action-part'
import { roleLabel } from '@/lib/domain/accounts/roles'

export type UserActionsProps = Omit<UserActionPart, 'backHref'> & {
  /** The viewer is looking at their own account. */
  isOwn: boolean
  draft: Draft
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
          {!isOwn && (user.hasTwoFactor || user.hasPasskeys) && (
            <TwoFactor {...part} draft={draft} />
          )}
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
