import {
  countListedUsers,
  findPosition,
  listUserPage,
  type PositionedListing,
} from '@/lib/data/users/listed-users'
import { prisma } from '@/lib/data/database/prisma'
import { findUserRecord } from '@/lib/data/users/user-details'
import { foldSearch } from '@/lib/data/users/user-search'
import { countForOverview } from '@/lib/services/admin-pages/admin-overview'
import { USERS_PER_PAGE } from '@/lib/services/admin-pages/list-users'
import { NOW, type Question, type SampleUser } from './question'

type Asked = Partial<Pick<PositionedListing, 'role' | 'state' | 'order'>> & {
  search?: string | ((who: SampleUser) => string)
  isFromTheMiddle?: boolean
}

const listOf =
  ({ search, isFromTheMiddle, ...asked }: Asked): Question =>
  async (who) => {
    const database = prisma()
    const order = asked.order ?? 'newest'
    const typed = typeof search === 'function' ? search(who) : search
    const needles = typed === undefined ? null : await foldSearch(database, typed)
    const position = isFromTheMiddle ? await findPosition(database, { after: who.id }, order) : null
    const listing = { role: null, state: null, twoFactor: null, ...asked, needles, order, position }
    await Promise.all([
      listUserPage(database, listing, USERS_PER_PAGE + 1, NOW),
      countListedUsers(database, listing, NOW),
    ])
  }

/** The queries of the administrators' pages. */
export const ADMIN_QUESTIONS: Record<string, Question> = {
  'administration: everybody, newest first': listOf({}),
  'administration: everybody by name': listOf({ order: 'name' }),
  'administration: by name, from the middle': listOf({ order: 'name', isFromTheMiddle: true }),
  'administration: administrators': listOf({ role: 'ADMIN' }),
  'administration: disabled, by email': listOf({ state: 'disabled', order: 'email' }),
  'administration: search for one name': listOf({ search: ({ name }) => name }),
  'administration: search for a name some have': listOf({ search: 'lovelace 0a' }),
  'administration: search for a name many have': listOf({ search: 'ada' }),
  'administration: search for a mail domain': listOf({ search: '@example.com', order: 'email' }),
  'administration: a user': ({ id }) => findUserRecord(prisma(), id),
  'administration: counts on the dashboard': () => countForOverview(NOW),
}
