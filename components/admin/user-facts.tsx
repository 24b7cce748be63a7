import { roleLabel } from '@/lib/domain/accounts/roles'
import { EmailText } from '@/components/ui/email-text'
import { Card } from '@/components/ui/card'
import { Description, DescriptionList } from '@/components/ui/description-list'
import { LocalTime } from '@/components/ui/local-time'
import type { RoleAndStatus } from './user-badges'

export type ShownRecord = RoleAndStatus & {
  name: string
  username: string
  email: string
  createdIso: string
  verifiedIso: string | null
  twoFactorIso: string | null
  passkeyCount: number
  disabled: { sinceIso: string; untilIso: string | null; reason: string | null } | null
}

/** A user's profile and account status. */
export function UserFacts({ user }: { user: ShownRecord }) {
  const { disabled } = user
  return (
    <Card title="Account">
      <DescriptionList>
        <Description label="Name">
          <bdi>{user.name}</bdi>
        </Description>
        <Description label="Username">{user.username}</Description>
        <Description label="Email">
          <EmailText email={user.email} />
        </Description>
        <Description label="Email confirmed">
          {user.verifiedIso === null ? 'Not yet' : <LocalTime iso={user.verifiedIso} />}
        </Description>
        <Description label="Two-factor">
          {user.twoFactorIso === null ? (
            'Off'
          ) : (
            <>
              Since <LocalTime iso={user.twoFactorIso} />
            </>
          )}
        </Description>
        <Description label="Passkeys">
          {user.passkeyCount === 0 ? 'None' : String(user.passkeyCount)}
        </Description>
        <Description label="Role">{roleLabel(user.role)}</Description>
        <Description label="Created">
          <LocalTime iso={user.createdIso} />
        </Description>
        {disabled && (
          <>
            <Description label="Disabled since">
              <LocalTime iso={disabled.sinceIso} />
            </Description>
            <Description label="Disabled until">
              {disabled.untilIso === null ? 'Indefinitely' : <LocalTime iso={disabled.untilIso} />}
            </Description>
            <Description label="Reason">
              <span dir="auto">{disabled.reason ?? 'None given'}</span>
            </Description>
          </>
        )}
      </DescriptionList>
    </Card>
  )
}
