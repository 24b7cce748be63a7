import { buttonClass } from '@/components/ui/button-class'
import { UserList, type ShownUser } from './user-list'

export type UserResultsProps = {
  users: readonly ShownUser[]
  total: { count: number; isMore: boolean }
  /** A search term was given. */
  isSearch: boolean
  previousHref: string | null
  nextHref: string | null
}

const NUMBER = new Intl.NumberFormat('en-GB')

/** The matching users, their number, and pagination. */
export function UserResults({ users, total, isSearch, previousHref, nextHref }: UserResultsProps) {
  const count = `${NUMBER.format(total.count)}${total.isMore ? '+' : ''}`
  return (
    <div className="grid gap-4">
      <p role="status" className="text-sm text-muted">
        {total.count === 1 && !total.isMore ? '1 user' : `${count} users`}
        {isSearch && total.isMore && '. Refine your search to see the rest.'}
      </p>
      {users.length === 0 ? <Nobody /> : <UserList users={users} />}
      {(previousHref ?? nextHref) !== null && (
        <nav aria-label="Pages" className="flex justify-between gap-3">
          {previousHref === null ? <span /> : <PageLink href={previousHref}>Previous</PageLink>}
          {nextHref !== null && <PageLink href={nextHref}>Next</PageLink>}
        </nav>
      )}
    </div>
  )
}

function PageLink({ href, children }: { href: string; children: string }) {
  return (
    <a href={href} className={buttonClass('quiet', 'small')}>
      {children}
    </a>
  )
}

function Nobody() {
  return (
    <div className="grid justify-items-center gap-2 rounded-lg border border-dashed border-control/60 px-6 py-14 text-center">
      <h2 className="text-xl font-semibold">No users found</h2>
      <p className="max-w-md text-muted">
        Search matches the start of a name, username or email. Try fewer letters, or remove the role
        and state filters.
      </p>
      <a href="/admin/users" className={`${buttonClass('quiet')} mt-2`}>
        Show all users
      </a>
    </div>
  )
}
