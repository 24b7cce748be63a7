import { listAuditEvents, listEventsAbout, type EventFilter } from '@/lib/data/audit/audit-events'
import { countOtherDevices, listOtherDevices } from '@/lib/data/sessions/devices'
import { findOpenSession } from '@/lib/data/sessions/open-sessions'
import { measureOutbox } from '@/lib/data/mail/outbox-mails'
import { prisma } from '@/lib/data/database/prisma'
import { findUserForSignIn } from '@/lib/data/users/users'
import { ACTIVITY_PAGE_SIZE } from '@/lib/services/account/activity'
import { AUDIT_PAGE_SIZE } from '@/lib/services/audit/audit-listing'
import { DEVICES_PER_PAGE } from '@/lib/services/sessions/devices'
import { ADMIN_QUESTIONS } from './admin-questions' // optional part: admin
import { NOW, type Question, type SampleUser } from './question'

/* The pages' queries, by the names of their figures. */

const ANYTHING: EventFilter = {
  action: null,
  result: null,
  personIds: null,
  from: null,
  until: null,
  order: 'newest',
  withSimulated: false,
}

const logOf =
  (asked: (who: SampleUser) => Partial<EventFilter>): Question =>
  (who) =>
    listAuditEvents(prisma(), { ...ANYTHING, ...asked(who) }, null, AUDIT_PAGE_SIZE + 1)

export const QUESTIONS: Record<string, Question> = {
  'look-up at sign-in, by email': ({ email }) => findUserForSignIn(prisma(), email),
  'look-up at sign-in, by username': ({ username }) => findUserForSignIn(prisma(), username),
  'a session check that asks the database': ({ sessionId }) => findOpenSession(sessionId, NOW),
  'device list': async ({ id, sessionId }) => {
    const owner = { userId: id, exceptSessionId: sessionId }
    const page = { now: NOW, limit: DEVICES_PER_PAGE, offset: 0 }
    await countOtherDevices(prisma(), owner, NOW)
    await listOtherDevices(prisma(), owner, page)
  },
  activity: ({ id }) =>
    listEventsAbout(prisma(), id, ['session_created'], null, ACTIVITY_PAGE_SIZE + 1),
  ...ADMIN_QUESTIONS, // optional part: admin
  'audit log: newest': logOf(() => ({})),
  'audit log: failures': logOf(() => ({ result: 'FAILURE' })),
  'audit log: of one person': logOf(({ id }) => ({ personIds: [id] })),
  'audit log: of one kind': logOf(() => ({ action: 'authn_login_fail' })),
  'audit log: of one day': logOf(() => ({
    from: new Date('2026-02-15T00:00:00Z'),
    until: new Date('2026-02-16T00:00:00Z'),
  })),
  'mail outbox, as metrics ask': () => measureOutbox(prisma()),
}
