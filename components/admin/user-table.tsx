import Link from 'next/link'
import { Avatar } from '@/components/ui/avatar'
import { Cell, DataTable, Row } from '@/components/ui/data-table'
import { RelativeTime } from '@/components/ui/relative-time'
import { EmailText } from '@/components/ui/email-text'
import { roleLabel } from '@/lib/domain/accounts/roles'
import {
  nextOrder,
  orderOf,
  userListingPath,
  type UserColumn,
  type UserListing,
} from '@/lib/domain/accounts/user-listing'
import { RoleBadge, StateBadge, FactorBadges, type RoleAndStatus } from './user-badges'

export type ShownUser = RoleAndStatus & {
  id: string
  name: string
  username: string
  email: string
  image: string | null
  createdIso: string
}

/** The users of one page, each linking to their own. */
export function UserTable({
  users,
  listing,
  nowIso,
}: {
  users: readonly ShownUser[]
  listing: UserListing
  nowIso: string
}) {
  const sort = (column: UserColumn) => sortOf(listing, column)
  return (
    <DataTable
      label="Users"
      isWide
      columns={[
        { label: 'Name', sort: sort('name') },
        { label: 'Email', sort: sort('email') },
        { label: 'Role' },
        { label: 'State' },
        { label: 'Second factor' },
        { label: 'Joined', sort: sort('joined') },
      ]}
    >
      {users.map((user) => (
        <UserRow key={user.id} user={user} nowIso={nowIso} />
      ))}
    </DataTable>
  )
}

function sortOf(listing: UserListing, column: UserColumn) {
  const current = orderOf(listing.order)
  const upOrDown = current.isDescending ? 'descending' : 'ascending'
  return {
    href: userListingPath({ ...listing, order: nextOrder(column, listing.order) }, null),
    direction: current.column === column ? upOrDown : 'none',
  } as const
}

function UserRow({ user, nowIso }: { user: ShownUser; nowIso: string }) {
  return (
    <Row>
      <Cell width="wide">
        <div className="flex min-w-0 items-center gap-3">
          <Avatar name={user.name} image={user.image} size="small" />
          <div className="grid min-w-0">
            <Link
              href={`/admin/users/${user.id}`}
              prefetch={false}
              dir="auto"
              className="justify-self-start rounded-sm font-medium hover:underline"
            >
              {user.name}
            </Link>
            <span className="text-muted">@{user.username}</span>
          </div>
        </div>
      </Cell>
      <Cell label="Email" width="wide">
        <EmailText email={user.email} />
      </Cell>
      <Cell label="Role">
        <RoleBadge role={user.role} otherwise={<>{roleLabel(user.role)}</>} />
      </Cell>
      <Cell label="State">
        <StateBadge state={user.state} otherwise={<>Active</>} />
      </Cell>
      <Cell label="Second factor">
        {user.hasTwoFactor || user.hasPasskeys ? <FactorBadges {...user} /> : 'None'}
      </Cell>
      <Cell label="Joined">
        <span className="text-muted lg:whitespace-nowrap">
          <RelativeTime iso={user.createdIso} nowIso={nowIso} />
        </span>
      </Cell>
    </Row>
  )
}
