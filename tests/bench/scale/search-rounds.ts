import {
  countListedUsers,
  findPlace,
  listUserPage,
  type PlacedListing,
} from '@/lib/data/listed-users'
import { prisma } from '@/lib/data/prisma'
import { findUserRecord } from '@/lib/data/user-records'
import { foldSearch } from '@/lib/data/user-search'
import { findUserForSignIn } from '@/lib/data/users'
import { USERS_PER_PAGE } from '@/lib/services/list-users'

/*
 * Asks one database what the pages about users ask theirs, one round for each message, and answers
 * with the median of each question in milliseconds.
 */

const REPETITIONS = 60
const NOW = new Date('2026-03-01T12:00:00Z')

type Asked = Partial<Pick<PlacedListing, 'role' | 'state' | 'order'>> & {
  search?: string
  isFromTheMiddle?: boolean
}

const LISTS: Record<string, Asked> = {
  'everybody, newest first': {},
  'everybody by name': { order: 'name' },
  'everybody by name, from the middle': { order: 'name', isFromTheMiddle: true },
  administrators: { role: 'ADMIN' },
  'disabled, by email': { state: 'disabled', order: 'email' },
  'one name': { search: 'lovelace 0a' },
  'a name many have': { search: 'ada' },
  'a mail domain': { search: '@example.com', order: 'email' },
  'a name many have, unverified': { search: 'ada', state: 'unverified', order: 'name' },
}

async function list({ search, isFromTheMiddle, ...asked }: Asked, middleId: string) {
  const database = prisma()
  const order = asked.order ?? 'newest'
  const needles = search === undefined ? null : await foldSearch(database, search)
  const place = isFromTheMiddle ? await findPlace(database, { after: middleId }, order) : null
  const listing = { role: null, state: null, ...asked, needles, order, place }
  await Promise.all([
    listUserPage(database, listing, USERS_PER_PAGE + 1, NOW),
    countListedUsers(database, listing, NOW),
  ])
}

async function medianMs(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = []
  for (let count = 0; count < REPETITIONS; count++) {
    const start = performance.now()
    await work()
    times.push(performance.now() - start)
  }
  return times.sort((one, other) => one - other)[REPETITIONS / 2] ?? Number.NaN
}

async function round(): Promise<Record<string, number>> {
  const somebody = await prisma().user.findFirstOrThrow({
    where: { createdAt: { gte: new Date('2024-01-01T08:00:00Z') } },
    orderBy: { createdAt: 'asc' },
    select: { id: true, email: true },
  })
  const times: Record<string, number> = {
    'look-up at sign-in': await medianMs(() => findUserForSignIn(prisma(), somebody.email)),
    'the page of a user': await medianMs(() => findUserRecord(prisma(), somebody.id)),
  }
  for (const [name, asked] of Object.entries(LISTS)) {
    times[name] = await medianMs(() => list(asked, somebody.id))
  }
  return times
}

process.on('message', () => {
  void round().then((times) => process.send?.(times))
})
process.on('disconnect', () => process.exit(0))
