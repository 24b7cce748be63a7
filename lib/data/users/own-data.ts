import type { Database } from '@/lib/data/database/prisma'

/* What is kept about one person, for that person: never a hash, a token or a session's own id. */

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
    },
  })
}

/** The profile image as it was re-encoded here, WebP; null while there is none. */
export async function findOwnImage(database: Database, userId: string) {
  return database.profileImage.findUnique({
    where: { userId },
    select: { bytes: true, createdAt: true },
  })
}

/** Every session that is still kept, ended ones too. The id is for telling which one asks. */
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
      provedAt: true,
      remember: true,
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

/** Sign-ups that somebody left for this address, and nobody confirmed. */
export async function listSignUpsFor(database: Database, email: string) {
  return database.pendingSignUp.findMany({
    where: { email },
    orderBy: { createdAt: 'asc' },
    select: { email: true, username: true, name: true, createdAt: true, expiresAt: true },
  })
}

/** Mails to a person's address, and of an email change to the one it was to move to, or has left. */
export async function listOwnMails(
  database: Database,
  email: string,
  links: readonly { purpose: string; email: string; createdAt: Date }[],
) {
  const left = links.flatMap((link) =>
    link.purpose === 'UNDO_EMAIL_CHANGE'
      ? [{ to: link.email, createdAt: { lte: link.createdAt } }]
      : [],
  )
  const asked = links.flatMap((link) =>
    link.purpose === 'CHANGE_EMAIL' ? [{ to: link.email, template: 'change-email' }] : [],
  )
  return database.outboxMail.findMany({
    where: { OR: [{ to: email }, ...left, ...asked] },
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

/** Everything that a person did or that was done to their account, and where it came from. */
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
