import { shownEmail } from '@/lib/domain/accounts/identifiers'
import Link from 'next/link'
import { Avatar } from '@/components/ui/avatar'
import { LocalTime } from '@/components/ui/local-time'
import { UserBadges, type RoleAndStatus } from './user-badges'

export type ShownUser = RoleAndStatus & {
  id: string
  name: string
  username: string
  email: string
  image: string | null
  createdIso: string
}

/** A list of users, each linking to their page. */
export function UserList({ users }: { users: readonly ShownUser[] }) {
  return (
    <ul
      aria-label="Users"
      className="overflow-hidden rounded-lg border border-line bg-surface shadow-card"
    >
      {users.map((user) => (
        <li key={user.id} className="border-t border-line first:border-t-0">
          <UserRow user={user} />
        </li>
      ))}
    </ul>
  )
}

function UserRow({ user }: { user: ShownUser }) {
  return (
    <div className="relative grid grid-cols-[auto_minmax(0,1fr)] items-center gap-x-4 px-4 py-3.5 hover:bg-sunken/60 sm:px-5 md:grid-cols-[auto_minmax(0,1fr)_auto]">
      <Avatar name={user.name} image={user.image} />
      <div className="grid min-w-0 gap-0.5">
        <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
          <Link
            href={`/admin/users/${user.id}`}
            prefetch={false}
            className="min-w-0 font-medium after:absolute after:inset-0 hover:underline"
          >
            {user.name}
          </Link>
          <UserBadges role={user.role} state={user.state} />
        </div>
        <p className="flex flex-wrap gap-x-3 text-sm text-muted">
          <span className="min-w-0">@{user.username}</span>
          <span className="min-w-0">{shownEmail(user.email)}</span>
        </p>
      </div>
      <p className="col-start-2 text-sm text-muted md:col-start-3">
        Joined <LocalTime iso={user.createdIso} />
      </p>
    </div>
  )
}
