import { Badge } from '@/components/ui/badge'
import { DEFAULT_ROLE, roleLabel, type Role } from '@/lib/domain/accounts/roles'

export type RoleAndStatus = {
  role: Role
  state: 'active' | 'disabled' | 'unverified'
}

/** No badge for an active regular user. */
export function UserBadges({ role, state }: RoleAndStatus) {
  return (
    <>
      {role !== DEFAULT_ROLE && <Badge tone="accent">{roleLabel(role)}</Badge>}
      {state === 'disabled' && <Badge tone="danger">Disabled</Badge>}
      {state === 'unverified' && <Badge tone="caution">Unverified</Badge>}
    </>
  )
}
