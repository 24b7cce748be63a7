import { listAuditEvents, listEventsAbout, type EventFilter } from '@/lib/data/audit/audit-events'
import { countOtherDevices, listOtherDevices } from '@/lib/data/sessions/devices'
import {
  countListedUsers,
  findPlace,
  listUserPage,
  type PlacedListing,
} from '@/lib/data/users/listed-users'
import { findOpenSession } from '@/lib/data/sessions/open-sessions'
import { measureOutbox } from '@/lib/data/mail/outbox-mails'
import { prisma } from '@/lib/data/database/prisma'
import { findUserRecord } from '@/lib/data/users/user-details'
import { foldSearch } from '@/lib/data/users/user-search'
import { findUserForSignIn } from '@/lib/data/users/users'
import { ACTIVITY_PAGE } from '@/lib/services/account/activity'
import { countForOverview } from '@/lib/services/admin/admin-overview'
import { AUDIT_PAGE } from '@/lib/services/audit/audit-listing'
import { DEVICES_A_PAGE } from '@/lib/services/sessions/devices'
import { USERS_PER_PAGE } from '@/lib/services/admin/list-users'

/* What pages ask the database, by the names under which the figures are kept. */

export const NOW = new Date('2026-03-01T12:00:00Z')

/** Somebody who is neither the first nor the last, and one of their sessions. */
export type Somebody = {
  id: string
  name: string
  email: string
  username: string
  sessionId: string
}

type Question = (who: Somebody) => Promise<unknown>

type Asked = Partial<Pick<PlacedListing, 'role' | 'state' | 'order'>> & {
  search?: string | ((who: Somebody) => string)
  isFromTheMiddle?: boolean
}

const listOf =
  ({ search, isFromTheMiddle, ...asked }: Asked): Question =>
  async (who) => {
    const database = prisma()
    const order = asked.order ?? 'newest'
    const typed = typeof search === 'function' ? search(who) : search
    const needles = typed === undefined ? null : await foldSearch(database, typed)
    const place = isFromTheMiddle ? await findPlace(database, { after: who.id }, order) : null
    const listing = { role: null, state: null, ...asked, needles, order, place }
    await Promise.all([
      listUserPage(database, listing, USERS_PER_PAGE + 1, NOW),
      countListedUsers(database, listing, NOW),
    ])
  }

const ANYTHING: EventFilter = {
  action: null,
  result: null,
  personId: null,
  from: null,
  until: null,
}

const logOf =
  (asked: (who: Somebody) => Partial<EventFilter>): Question =>
  (who) =>
    listAuditEvents(prisma(), { ...ANYTHING, ...asked(who) }, null, AUDIT_PAGE + 1)

export const QUESTIONS: Record<string, Question> = {
  'look-up at sign-in, by email': ({ email }) => findUserForSignIn(prisma(), email),
  'look-up at sign-in, by username': ({ username }) => findUserForSignIn(prisma(), username),
  'a session check that asks the database': ({ sessionId }) => findOpenSession(sessionId, NOW),
  'device list': async ({ id, sessionId }) => {
    const owner = { userId: id, exceptSessionId: sessionId }
    const page = { now: NOW, limit: DEVICES_A_PAGE, offset: 0 }
    await countOtherDevices(prisma(), owner, NOW)
    await listOtherDevices(prisma(), owner, page)
  },
  activity: ({ id }) => listEventsAbout(prisma(), id, ['session_created'], null, ACTIVITY_PAGE + 1),
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
  'audit log: newest': logOf(() => ({})),
  'audit log: failures': logOf(() => ({ result: 'FAILURE' })),
  'audit log: of one person': logOf(({ id }) => ({ personId: id })),
  'audit log: of one kind': logOf(() => ({ action: 'authn_login_fail' })),
  'audit log: of one day': logOf(() => ({
    from: new Date('2026-02-15T00:00:00Z'),
    until: new Date('2026-02-16T00:00:00Z'),
  })),
  'mail outbox, as metrics ask': () => measureOutbox(prisma()),
}
