import { Card } from '@/components/ui/card'
import { Fact, Facts } from '@/components/ui/facts'
import { Moment } from '@/components/ui/moment'
import { UserBadges, type UserStanding } from './user-badges'

export type ShownRecord = UserStanding & {
  name: string
  username: string
  email: string
  createdIso: string
  verifiedIso: string | null
  disabled: { sinceIso: string; untilIso: string | null; reason: string | null } | null
}

/** A user's profile and account status. */
export function UserFacts({ user }: { user: ShownRecord }) {
  const { disabled } = user
  return (
    <Card
      title="Account"
      aside={
        <div className="flex flex-wrap gap-2">
          <UserBadges role={user.role} state={user.state} />
        </div>
      }
    >
      <Facts>
        <Fact label="Name">{user.name}</Fact>
        <Fact label="Username">{user.username}</Fact>
        <Fact label="Email">{user.email}</Fact>
        <Fact label="Email confirmed">
          {user.verifiedIso === null ? 'Not yet' : <Moment iso={user.verifiedIso} />}
        </Fact>
        <Fact label="Role">
          <code className="font-mono text-sm">{user.role}</code>
        </Fact>
        <Fact label="Created">
          <Moment iso={user.createdIso} />
        </Fact>
        {disabled && (
          <>
            <Fact label="Disabled since">
              <Moment iso={disabled.sinceIso} />
            </Fact>
            <Fact label="Disabled until">
              {disabled.untilIso === null ? 'Indefinitely' : <Moment iso={disabled.untilIso} />}
            </Fact>
            <Fact label="Reason">{disabled.reason ?? 'None given'}</Fact>
          </>
        )}
      </Facts>
    </Card>
  )
}
