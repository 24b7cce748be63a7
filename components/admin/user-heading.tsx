import { Avatar } from '@/components/ui/avatar'
import { TextLink } from '@/components/ui/text-link'
import { personEventsPath } from '@/lib/domain/audit/audit-path'
import { RoleBadge, StateBadge, FactorBadges, type RoleAndStatus } from './user-badges'

/** Who it is, what they may do, and the way to what they did. */
export function UserHeading({
  user,
}: {
  user: RoleAndStatus & { id: string; name: string; username: string; image: string | null }
}) {
  const { id, name, username, image, role, state } = user
  return (
    <div className="mb-7 flex flex-wrap items-center gap-x-5 gap-y-4">
      <Avatar name={name} image={image} size="large" />
      <div className="grid min-w-0 gap-1">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
          <h1 dir="auto" className="min-w-0 text-3xl font-semibold tracking-tighter">
            {name}
          </h1>
          <RoleBadge role={role} />
          <StateBadge state={state} />
          <FactorBadges {...user} />
        </div>
        <p className="flex flex-wrap items-baseline gap-x-4 gap-y-1 text-muted">
          <span>@{username}</span>
          <TextLink href={personEventsPath(id)}>View in audit log</TextLink>
        </p>
      </div>
    </div>
  )
}
