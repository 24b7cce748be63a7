import type { Database } from '@/lib/data/database/prisma'

/* The stored data of one user, for that user's export: never a hash or a token. */

export async function findOwnAccount(database: Database, userId: string) {
  return database.user.findUnique({
    where: { id: userId },
    select: {
      id: true,
      email: true,
      emailVerifiedAt: true,
      username: true,
      name: true,
      image: true,
      role: true,
      createdAt: true,
      updatedAt: true,
      signInRestartedAt: true,
      twoFactorEnabledAt: true,
    },
  })
}

/** The stored profile image, as WebP; null when there is none. */
export async function findOwnImage(database: Database, userId: string) {
  return database.profileImage.findUnique({
    where: { userId },
    select: { bytes: true, createdAt: true },
  })
}

/** Every stored session, ended ones included. The id identifies the current one; do not export it. */
export async function listOwnSessions(database: Database, userId: string) {
  return database.session.findMany({
    where: { userId },
    orderBy: { createdAt: 'asc' },
    select: {
      id: true,
      createdAt: true,
      lastSeenAt: true,
      idleEndAt: true,
      absoluteEndAt: true,
      revokedAt: true,
      boundAt: true,
      boundAddress: true,
      boundUserAgent: true,
      copiedAt: true,
      provedAt: true,
      remember: true,
      method: true,
      address: true,
      userAgent: true,
    },
  })
}

export async function listOwnLinks(database: Database, userId: string) {
  return database.linkToken.findMany({
    where: { userId },
    orderBy: { createdAt: 'asc' },
    select: { purpose: true, email: true, createdAt: true, expiresAt: true, usedAt: true },
  })
}

/** Unconfirmed sign-ups for this address, without what others typed. */
export async function listSignUpsFor(database: Database, email: string) {
  return database.pendingSignUp.findMany({
    where: { email },
    orderBy: { createdAt: 'asc' },
    select: { email: true, createdAt: true, expiresAt: true },
  })
}

/** The user's mails, to whatever addresses the account had or was to have. */
export async function listOwnMails(database: Database, userId: string) {
  return database.outboxMail.findMany({
    where: { accountId: userId },
    orderBy: { createdAt: 'asc' },
    select: {
      to: true,
      template: true,
      data: true,
      createdAt: true,
      nextAttemptAt: true,
      attempts: true,
      sentAt: true,
      failedAt: true,
    },
  })
}

const EVENTS_AT_ONCE = 1000

/** Every event with this user as actor or target, with the client info of their own events. */
export async function listOwnEvents(database: Database, userId: string) {
  const events = []
  let last: { at: Date; id: string } | undefined
  for (;;) {
    const batch = await listEventsAfter(database, userId, last)
    const origins = await database.auditOrigin.findMany({
      where: { personId: userId, eventId: { in: batch.map(({ id }) => id) } },
      select: { eventId: true, address: true, userAgent: true },
    })
    const originOf = new Map(origins.map(({ eventId, ...origin }) => [eventId, origin]))
    events.push(...batch.map((event) => ({ ...event, origin: originOf.get(event.id) ?? null })))
    last = batch.at(-1)
    if (batch.length < EVENTS_AT_ONCE) return events
  }
}

function listEventsAfter(database: Database, userId: string, last?: { at: Date; id: string }) {
  return database.auditEvent.findMany({
    where: {
      OR: [{ actorId: userId }, { targetId: userId }],
      ...(last
        ? { AND: { OR: [{ at: { gt: last.at } }, { at: last.at, id: { gt: last.id } }] } }
        : {}),
    },
    orderBy: [{ at: 'asc' }, { id: 'asc' }],
    take: EVENTS_AT_ONCE,
    select: {
      id: true,
      at: true,
      action: true,
      result: true,
      actorId: true,
      targetId: true,
      details: true,
    },
  })
}
