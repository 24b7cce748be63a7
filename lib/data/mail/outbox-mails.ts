import type { Database } from '@/lib/data/database/prisma'
import type { Prisma } from '@/lib/data/generated/client'

export const MAIL = {
  id: true,
  to: true,
  accountId: true,
  template: true,
  data: true,
  sealedToken: true,
  createdAt: true,
  attempts: true,
  sentAt: true,
  failedAt: true,
} as const

/** Rows without a recipient: written so that timing reveals nothing, and never shown. */
export const TO_NOBODY = ''

export type NewOutboxMail = {
  /** Null for no recipient: the row is still written, but nothing is sent. */
  to: string | null
  /** Whose mail it is: a user, or a pending sign-up. Null for nobody's. */
  accountId: string | null
  template: string
  data: Prisma.InputJsonObject
  sealedToken: string | null
  /** Null when there is nothing to send. */
  nextAttemptAt: Date | null
  sentAt: Date | null
}

export type OutboxMail = Prisma.OutboxMailGetPayload<{ select: typeof MAIL }>

export async function createOutboxMail(
  database: Database,
  mail: NewOutboxMail,
  now: Date,
): Promise<void> {
  await database.outboxMail.create({
    data: { ...mail, to: mail.to ?? TO_NOBODY, createdAt: now },
    select: { id: true },
  })
}

/**
 * Claims due mails for one worker: a claimed mail becomes due again at `leaseEndAt` unless its outcome is
 * recorded before.
 *
 * @returns at most `limit` mails, longest waiting first; `attempts` includes this one
 */
export async function claimDueMails(
  database: Database,
  { now, leaseEndAt, limit }: { now: Date; leaseEndAt: Date; limit: number },
): Promise<OutboxMail[]> {
  const due = await database.outboxMail.findMany({
    where: { nextAttemptAt: { lte: now } },
    orderBy: { nextAttemptAt: 'asc' },
    take: limit,
    select: MAIL,
  })
  const claimed: OutboxMail[] = []
  for (const mail of due) {
    const { count } = await database.outboxMail.updateMany({
      where: { id: mail.id, attempts: mail.attempts, nextAttemptAt: { lte: now } },
      data: { attempts: { increment: 1 }, nextAttemptAt: leaseEndAt },
    })
    if (count === 1) claimed.push({ ...mail, attempts: mail.attempts + 1 })
  }
  return claimed
}

/** Identifies a claim; it no longer matches once another worker has claimed the mail. */
export type Claim = Pick<OutboxMail, 'id' | 'attempts'>

function claimedBy({ id, attempts }: Claim) {
  return { id, attempts, sentAt: null, failedAt: null }
}

/** @param keepToken leaves the token in the row, for a copy without a mail server */
export async function markMailSent(
  database: Database,
  claim: Claim,
  { now, keepToken }: { now: Date; keepToken: boolean },
): Promise<void> {
  await database.outboxMail.updateMany({
    where: claimedBy(claim),
    data: {
      sentAt: now,
      nextAttemptAt: null,
      lastError: null,
      ...(keepToken ? {} : { sealedToken: null }),
    },
  })
}

export async function postponeMail(
  database: Database,
  claim: Claim,
  { nextAttemptAt, lastError }: { nextAttemptAt: Date; lastError: string },
): Promise<void> {
  await database.outboxMail.updateMany({
    where: claimedBy(claim),
    data: { nextAttemptAt, lastError },
  })
}

export async function giveUpMail(
  database: Database,
  claim: Claim,
  { now, lastError }: { now: Date; lastError: string },
): Promise<void> {
  await database.outboxMail.updateMany({
    where: claimedBy(claim),
    data: { failedAt: now, nextAttemptAt: null, lastError, sealedToken: null },
  })
}

/** Erases the tokens kept by {@link markMailSent}. @returns how many were erased */
export async function eraseSentTokens(database: Database, createdBefore: Date): Promise<number> {
  const { count } = await database.outboxMail.updateMany({
    where: { createdAt: { lt: createdBefore }, sentAt: { not: null }, sealedToken: { not: null } },
    data: { sealedToken: null },
  })
  return count
}

/** The oldest waiting mail; null when none waits. */
export async function findOldestWaitingMail(
  database: Database,
): Promise<{ createdAt: Date; lastError: string | null } | null> {
  return database.outboxMail.findFirst({
    where: { nextAttemptAt: { not: null } },
    orderBy: { createdAt: 'asc' },
    select: { createdAt: true, lastError: true },
  })
}

/** Why the newest mail that waits was not sent; null when nothing failed. */
export async function findWaitingMailError(database: Database): Promise<string | null> {
  const mail = await database.outboxMail.findFirst({
    where: { nextAttemptAt: { not: null }, lastError: { not: null } },
    orderBy: { createdAt: 'desc' },
    select: { lastError: true },
  })
  return mail?.lastError ?? null
}

/** The number of waiting mails, and when the oldest was created; null when none waits. */
export async function measureOutbox(
  database: Database,
): Promise<{ waiting: number; oldestAt: Date | null }> {
  const { _count, _min } = await database.outboxMail.aggregate({
    where: { nextAttemptAt: { not: null } },
    _count: true,
    _min: { createdAt: true },
  })
  return { waiting: _count, oldestAt: _min.createdAt }
}

/** The number of mails given up since a time. */
export async function countMailsGivenUp(database: Database, since: Date): Promise<number> {
  return database.outboxMail.count({ where: { failedAt: { gt: since } } })
}

/** The sealed tokens of waiting mails, longest waiting first. */
export async function listWaitingTokens(database: Database, limit: number): Promise<string[]> {
  const rows = await database.outboxMail.findMany({
    where: { nextAttemptAt: { not: null }, sealedToken: { not: null } },
    orderBy: { createdAt: 'asc' },
    take: limit,
    select: { sealedToken: true },
  })
  return rows.flatMap(({ sealedToken }) => sealedToken ?? [])
}

/** The account of a mail; null for a pending sign-up's, and once the account is deleted. */
export async function findMailAccount(
  database: Database,
  accountId: string,
): Promise<{ username: string; email: string } | null> {
  return database.user.findUnique({
    where: { id: accountId },
    select: { username: true, email: true },
  })
}
