import pg from 'pg'
import { beforeAll, describe, expect, test } from 'vitest'
import { fillUsers } from '@/tests/bench/fill-users.mjs'
import { Prisma } from '@/lib/data/generated/client'
import { prisma } from '@/lib/data/database/prisma'
import {
  findPosition,
  listUserPage,
  userCountQuery,
  userPageQuery,
  type PositionedListing,
} from '@/lib/data/users/listed-users'
import { foldSearch, SEARCH_LIMIT } from '@/lib/data/users/user-search'
import {
  TWO_FACTOR_STATES,
  USER_ORDERS,
  USER_STATUSES,
  type UserFilter,
} from '@/lib/domain/accounts/user-listing'
import { answerOf } from './plan'

/* With 10^5 users, every query of the page is answered from an index. */

const USERS = 100_000
const PAGE = 26
const NOW = new Date('2026-03-01T12:00:00Z')

beforeAll(async () => {
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL })
  await client.connect()
  await fillUsers(client, { from: 1, to: USERS })
  await client.end()
}, 120_000)

const SEARCHES = ['', 'ada', 'a', 'ovelace 00', 'u12', 'xample.com', 'nobody-is-called-this']
const ROLES = [null, 'USER', 'ADMIN'] as const
const STATES = [null, ...USER_STATUSES]

async function listingsOf(search: string): Promise<{ what: string; listing: PositionedListing }[]> {
  const needles = search === '' ? null : await foldSearch(prisma(), search)
  const filters: UserFilter[] = [
    ...ROLES.flatMap((role) => STATES.map((state) => ({ role, state, twoFactor: null }))),
    ...ROLES.flatMap((role) =>
      TWO_FACTOR_STATES.map((twoFactor) => ({ role, state: null, twoFactor })),
    ),
  ]
  return filters.flatMap((filter) =>
    USER_ORDERS.map((order) => ({
      what: `${JSON.stringify(filter)}, by ${order}`,
      listing: { ...filter, needles, order, position: null },
    })),
  )
}

describe.each(SEARCHES)('searching for "%s"', (search) => {
  test('no filter or order scans a table, or reads more rows than it shows', async () => {
    for (const { what, listing } of await listingsOf(search)) {
      const page = await answerOf(userPageQuery(listing, PAGE, NOW))
      expect(page.readThrough, what).toEqual([])
      expect(page.rowsSeen, what).toBeLessThan(search === '' ? 400 : 6 * SEARCH_LIMIT)
      const count = await answerOf(userCountQuery(listing, NOW))
      expect(count.readThrough, `the count of ${what}`).toEqual([])
      expect(count.rowsSeen, `the count of ${what}`).toBeLessThan(6 * SEARCH_LIMIT)
    }
  }, 60_000)

  test('a page in the middle costs the same as the first one, forward and backward', async () => {
    for (const { what, listing } of await listingsOf(search)) {
      const first = await listUserPage(prisma(), listing, PAGE, NOW)
      const id = first.at(-1)?.id
      if (id === undefined) continue
      for (const cursor of [{ after: id }, { before: id }]) {
        const position = await findPosition(prisma(), cursor, listing.order)
        const answer = await answerOf(userPageQuery({ ...listing, position }, PAGE, NOW))
        expect(answer.readThrough, what).toEqual([])
        expect(answer.rowsSeen, what).toBeLessThan(search === '' ? 400 : 6 * SEARCH_LIMIT)
      }
    }
  }, 60_000)
})

test('administrators are found without reading every user', async () => {
  const query = Prisma.sql`SELECT id FROM users WHERE role = 'ADMIN'`
  expect(await answerOf(query)).toEqual({ readThrough: [], rowsSeen: USERS / 10_000 })
})
