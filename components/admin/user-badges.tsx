import { Badge } from '@/components/ui/badge'

export type UserStanding = {
  role: 'USER' | 'ADMIN'
  state: 'active' | 'disabled' | 'unverified'
}

/** Nothing for an ordinary user who is active: that is what users are. */
export function UserBadges({ role, state }: UserStanding) {
  return (
    <>
      {role === 'ADMIN' && <Badge tone="accent">Administrator</Badge>}
      {state === 'disabled' && <Badge tone="danger">Disabled</Badge>}
      {state === 'unverified' && <Badge tone="caution">Unverified</Badge>}
    </>
  )
}
