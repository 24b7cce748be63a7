import type { ReactNode } from 'react'
import { Badge } from '@/components/ui/badge'
import { DEFAULT_ROLE, roleLabel, type Role } from '@/lib/domain/accounts/roles'

export type RoleAndStatus = {
  role: Role
  state: 'active' | 'disabled' | 'unverified'
  hasTwoFactor: boolean
  hasPasskeys: boolean
}

/** A badge for every role but the usual one. */
export function RoleBadge({ role, otherwise }: { role: Role; otherwise?: ReactNode }) {
  return role === DEFAULT_ROLE ? otherwise : <Badge tone="accent">{roleLabel(role)}</Badge>
}

/** A badge for every state but an active one. */
export function StateBadge({
  state,
  otherwise,
}: {
  state: RoleAndStatus['state']
  otherwise?: ReactNode
}) {
  if (state === 'active') return otherwise
  return state === 'disabled' ? (
    <Badge tone="danger">Disabled</Badge>
  ) : (
    <Badge tone="caution">Unverified</Badge>
  )
}

/** What somebody has beside a password. */
export function FactorBadges({
  hasTwoFactor,
  hasPasskeys,
}: Pick<RoleAndStatus, 'hasTwoFactor' | 'hasPasskeys'>) {
  return (
    <>
      {hasTwoFactor && <Badge>Two-factor</Badge>}
      {hasPasskeys && <Badge>Passkey</Badge>}
    </>
  )
}
