import { prisma } from '@/lib/data/database/prisma'

/** The audit events of an account, oldest first, with their client info. */
export async function eventsAbout(targetId: string | null) {
  const events = await prisma().auditEvent.findMany({
    where: { targetId },
    orderBy: [{ at: 'asc' }, { id: 'asc' }],
  })
  const origins = await prisma().auditOrigin.findMany({
    where: { eventId: { in: events.map(({ id }) => id) } },
  })
  return events.map((event) => ({
    ...event,
    address: origins.find(({ eventId }) => eventId === event.id)?.address,
  }))
}

/** The same in short form, such as `authn_login_fail FAILURE`. */
export async function actionsAbout(targetId: string | null): Promise<string[]> {
  const events = await eventsAbout(targetId)
  return events.map(({ action, result }) => `${action} ${result}`)
}
