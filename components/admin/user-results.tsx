import { buttonClass } from '@/components/ui/button-class'
import { PageLinks } from '@/components/ui/page-links'
import type { UserListing } from '@/lib/domain/accounts/user-listing'
import { UserTable, type ShownUser } from './user-table'

export type UserResultsProps = {
  users: readonly ShownUser[]
  listing: UserListing
  total: { count: number; isMore: boolean }
  previousHref: string | null
  nextHref: string | null
  nowIso: string
}

const NUMBER = new Intl.NumberFormat('en-GB')

/** The matching users, their number, and pagination. */
export function UserResults(props: UserResultsProps) {
  const { users, listing, total, previousHref, nextHref, nowIso } = props
  const count = `${NUMBER.format(total.count)}${total.isMore ? '+' : ''}`
  return (
    <div className="grid gap-4">
      <p role="status" className="text-sm text-muted">
        {total.count === 1 && !total.isMore ? '1 user' : `${count} users`}
        {listing.search !== '' && total.isMore && '. Refine your search to see the rest.'}
      </p>
      {users.length === 0 ? <Nobody /> : <UserTable {...{ users, listing, nowIso }} />}
      <PageLinks previousHref={previousHref} nextHref={nextHref} />
    </div>
  )
}

function Nobody() {
  return (
    <div className="grid justify-items-center gap-2 rounded-lg border border-dashed border-control/60 px-6 py-14 text-center">
      <h2 className="text-xl font-semibold">No users found</h2>
      <p className="max-w-md text-muted">
        Search matches any part of a name, username or email. Try fewer letters, or remove the
        filters.
      </p>
      <a href="/admin/users" className={`${buttonClass('quiet')} mt-2`}>
        Show all users
      </a>
    </div>
  )
}
