import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { newToken } from '@/lib/crypto/random-token'
import { recordAuditEvent } from '@/lib/data/audit/audit-log'
import { inTransaction, prisma } from '@/lib/data/database/prisma'
import { lockInTransaction } from '@/lib/data/database/transaction-lock'
import { days, hours, later, minutes } from '@/lib/domain/time'
import { deleteUser } from '@/lib/services/admin/admin-users'
import { purgeExpired } from '@/lib/services/operations/purge'
import { newAccount } from '../../setup/new-account'
import { newSession } from '../../setup/new-session'
import { newVisitor } from '../../setup/new-visitor'

const NOON = new Date('2026-03-01T12:00:00Z')
const ago = (milliseconds: number) => later(NOON, -milliseconds)
const ids = async (rows: Promise<{ id: string }[]>) => (await rows).map(({ id }) => id).sort()

test('deletes all expired counters once when several processes purge at the same time', async () => {
  const spent = Array.from({ length: 2500 }, (_value, index) => ({
    key: `spent-${index}`,
    count: 1,
    forgottenAt: later(NOON, -index),
  }))
  const current = { key: 'current', count: 1, forgottenAt: later(NOON, 1) }
  await prisma().attemptCounter.createMany({ data: [...spent, current] })
  const purged = await Promise.all([purgeExpired(NOON), purgeExpired(NOON), purgeExpired(NOON)])
  expect(purged.flat().reduce((sum, { count }) => sum + count, 0)).toBe(2500)
  expect(await prisma().attemptCounter.findMany({ select: { key: true } })).toEqual([
    { key: 'current' },
  ])
})

test('a process does not purge while another one does', async () => {
  await prisma().attemptCounter.create({ data: { key: 'spent', count: 1, forgottenAt: ago(1) } })
  await inTransaction(async (database) => {
    await lockInTransaction(database, 'maintenance')
    expect(await purgeExpired(NOON)).toEqual([])
  })
  expect(await purgeExpired(NOON)).toEqual([{ what: 'counters', count: 1 }])
})

test('sessions are deleted thirty days after they end; open and recently ended ones stay', async () => {
  const account = await newAccount()
  const open = await newSession(account, NOON)
  const sessionThat = async (changes: Record<string, Date>) => {
    const { id } = await newSession(account, NOON)
    await prisma().session.update({ where: { id }, data: changes })
    return id
  }
  await sessionThat({ revokedAt: ago(days(31)) })
  await sessionThat({ absoluteEndAt: ago(days(31)), idleEndAt: ago(days(31)) })
  const kept = [
    open.id,
    await sessionThat({ revokedAt: ago(days(29)) }),
    await sessionThat({ absoluteEndAt: ago(days(29)) }),
  ]
  expect(await purgeExpired(NOON)).toEqual([{ what: 'sessions', count: 2 }])
  expect(await ids(prisma().session.findMany({ select: { id: true } }))).toEqual(kept.sort())
})

test('access tokens are deleted thirty days after they expire or are revoked', async () => {
  const { id: userId } = await newAccount()
  const tokenThat = async (changes: { expiresAt: Date; revokedAt?: Date }) => {
    const { hash } = newToken()
    const data = { hash, userId, name: 'x', scope: 'read', createdAt: ago(days(90)), ...changes }
    return (await prisma().apiToken.create({ data: { ...data, scope: 'read' } })).id
  }
  await tokenThat({ expiresAt: ago(days(31)) })
  await tokenThat({ expiresAt: later(NOON, 1), revokedAt: ago(days(31)) })
  const kept = [
    await tokenThat({ expiresAt: ago(days(29)) }),
    await tokenThat({ expiresAt: later(NOON, 1), revokedAt: ago(days(29)) }),
    await tokenThat({ expiresAt: later(NOON, 1) }),
  ]
  expect(await purgeExpired(NOON)).toEqual([{ what: 'access_tokens', count: 2 }])
  expect(await ids(prisma().apiToken.findMany({ select: { id: true } }))).toEqual(kept.sort())
})

test('links are deleted a week after they expire: used, unused and ownerless alike', async () => {
  const account = await newAccount()
  const linkThat = async (expiresAt: Date, about: { usedAt?: Date; userId?: string } = {}) => {
    const { hash } = newToken()
    await prisma().linkToken.create({
      data: {
        ...{ hash, purpose: 'RESET_PASSWORD', email: account.email },
        ...{ createdAt: ago(days(30)), expiresAt, ...about },
      },
    })
    return hash
  }
  const owner = { userId: account.id }
  await linkThat(ago(days(8)), owner)
  await linkThat(ago(days(8)), { ...owner, usedAt: ago(days(9)) })
  await linkThat(ago(days(8)))
  const kept = [await linkThat(later(NOON, 1), owner), await linkThat(ago(days(6)), owner)]
  expect(await purgeExpired(NOON)).toEqual([{ what: 'links', count: 3 }])
  const left = await prisma().linkToken.findMany({ select: { hash: true } })
  expect(left.map(({ hash }) => hash).sort()).toEqual(kept.sort())
})

test('an expired sign-up is deleted with its link', async () => {
  const signUpThat = (expiresAt: Date) =>
    prisma().pendingSignUp.create({
      data: {
        ...{ email: 'ada@example.com', username: 'ada', name: 'Ada', passwordHash: 'none' },
        ...{ passwordScheme: 'BCRYPT', createdAt: ago(days(2)), expiresAt },
        linkTokens: {
          create: {
            ...{ hash: newToken().hash, purpose: 'CONFIRM_SIGN_UP', email: 'ada@example.com' },
            ...{ createdAt: ago(days(2)), expiresAt },
          },
        },
      },
    })
  await signUpThat(ago(1))
  const current = await signUpThat(later(NOON, 1))
  const linksBefore = await prisma().linkToken.count()
  expect(await purgeExpired(NOON)).toEqual([{ what: 'sign_ups', count: 1 }])
  expect(await ids(prisma().pendingSignUp.findMany({ select: { id: true } }))).toEqual([current.id])
  expect(await prisma().linkToken.count()).toBe(linksBefore - 1)
})

test('mails are deleted after thirty days, those without a recipient at once, waiting ones never', async () => {
  const mailThat = async (about: {
    to?: string
    createdAt: Date
    sentAt?: Date
    failedAt?: Date
    nextAttemptAt?: Date
  }) => {
    const { id } = await prisma().outboxMail.create({
      data: { id: randomUUID(), to: 'ada@example.com', template: 'x', data: {}, ...about },
    })
    return id
  }
  const [old, young] = [ago(days(31)), ago(days(29))]
  await mailThat({ createdAt: old, sentAt: old })
  await mailThat({ createdAt: old, failedAt: old })
  await mailThat({ to: '', createdAt: ago(minutes(1)), sentAt: ago(minutes(1)) })
  const kept = [
    await mailThat({ createdAt: young, sentAt: young }),
    await mailThat({ createdAt: young, failedAt: young }),
    await mailThat({ createdAt: old, nextAttemptAt: later(NOON, hours(1)) }),
  ]
  expect(await purgeExpired(NOON)).toEqual([{ what: 'mails', count: 3 }])
  expect(await ids(prisma().outboxMail.findMany({ select: { id: true } }))).toEqual(kept.sort())
})

test('what was written of an account while it was deleted is deleted too', async () => {
  const [deleted, kept] = [await newAccount(), await newAccount()]
  const origin = newVisitor()
  const failureOf = ({ id }: { id: string }) =>
    recordAuditEvent(
      prisma(),
      { action: 'authn_login_fail', result: 'FAILURE', actorId: null, targetId: id, origin },
      NOON,
    )
  await deleteUser({ operator: true }, deleted.id, ago(minutes(5)))
  await Promise.all([failureOf(deleted), failureOf(kept)])
  expect(await purgeExpired(NOON)).toEqual([{ what: 'origins', count: 1 }])
  expect(await prisma().auditOrigin.count({ where: { personId: deleted.id } })).toBe(0)
  expect(await prisma().auditOrigin.count({ where: { personId: kept.id } })).toBe(1)
})

test('every table is purged by an index', async () => {
  const plans = [
    ['sessions', '"revokedAt" < now()'],
    ['sessions', '"absoluteEndAt" < now()'],
    ['link_tokens', '"expiresAt" < now()'],
    ['pending_sign_ups', '"expiresAt" < now()'],
    ['outbox_mails', `"createdAt" < now() AND "nextAttemptAt" IS NULL`],
    ['outbox_mails', `"to" = '' AND "createdAt" < now()`],
    ['attempt_counters', '"forgottenAt" <= now()'],
  ] as const
  for (const [table, is] of plans) {
    const plan = await prisma().$transaction(async (database) => {
      // An empty table would always be scanned.
      await database.$executeRaw`SET LOCAL enable_seqscan = off`
      return database.$queryRawUnsafe<{ 'QUERY PLAN': string }[]>(
        `EXPLAIN SELECT 1 FROM ${table} WHERE ${is} LIMIT 1000`,
      )
    })
    expect(plan.map((row) => row['QUERY PLAN']).join('\n'), `${table} ${is}`).toMatch(/Index/)
  }
})
