import type { Metadata } from 'next'
import { UserResults } from '@/components/admin/user-results'
import { UserSearch } from '@/components/admin/user-search'
import { Notice } from '@/components/ui/notice'
import { PageHeading } from '@/components/ui/page-heading'
import { doneNotice } from '@/lib/domain/site/admin-notices'
import { requireAdmin } from '@/lib/auth/guards'
import { accountStatus, userListingPath } from '@/lib/domain/accounts/user-listing'
import { userListingSchema } from '@/lib/schemas/admin-users'
import { listUsers } from '@/lib/services/admin-pages/list-users'
import { notFound } from 'next/navigation'

export const metadata: Metadata = { title: 'Users' }

type Query = Record<string, string | string[] | undefined>

export default async function UsersPage({ searchParams }: { searchParams: Promise<Query> }) {
  const viewer = await requireAdmin('users')
  const query = await searchParams
  const listing = userListingSchema.parse(query)
  const now = new Date()
  const list = await listUsers(viewer, listing, now)
  if (!list) notFound()
  const done = doneNotice(query.done)
  const [first, last] = [list.users.at(0), list.users.at(-1)]
  return (
    <>
      <PageHeading title="Users">Everyone with an account.</PageHeading>
      {done && (
        <div role="status" className="mb-6">
          <Notice tone="success">{done}</Notice>
        </div>
      )}
      <UserSearch listing={listing} />
      <UserResults
        users={list.users.map(({ createdAt, ...user }) => ({
          ...user,
          state: accountStatus(user, now),
          hasTwoFactor: user.twoFactorEnabledAt !== null,
          hasPasskeys: user.passkeysEnabledAt !== null,
          createdIso: createdAt.toISOString(),
        }))}
        total={list.total}
        listing={listing}
        nowIso={now.toISOString()}
        previousHref={
          list.hasPrevious && first ? userListingPath(listing, { before: first.id }) : null
        }
        nextHref={list.hasNext && last ? userListingPath(listing, { after: last.id }) : null}
      />
    </>
  )
}
