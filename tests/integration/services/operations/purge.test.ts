import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { newToken } from '@/lib/crypto/random-token'
import { inTransaction, prisma } from '@/lib/data/database/prisma'
import { lockInTransaction } from '@/lib/data/database/transaction-lock'
import { days, hours, later, minutes } from '@/lib/domain/time'
import { clearSpent } from '@/lib/services/operations/purge'
import { newAccount } from '../../setup/new-account'
import { newSession } from '../../setup/new-session'

const NOON = new Date('2026-03-01T12:00:00Z')
const ago = (milliseconds: number) => later(NOON, -milliseconds)
const ids = async (rows: Promise<{ id: string }[]>) => (await rows).map(({ id }) => id).sort()

test('clears every spent counter, however many, from several processes at once', async () => {
  const spent = Array.from({ length: 2500 }, (_value, index) => ({
    key: `spent-${index}`,
    count: 1,
    forgottenAt: later(NOON, -index),
  }))
  const standing = { key: 'standing', count: 1, forgottenAt: later(NOON, 1) }
  await prisma().attemptCounter.createMany({ data: [...spent, standing] })
  const cleared = await Promise.all([clearSpent(NOON), clearSpent(NOON), clearSpent(NOON)])
  expect(cleared.flat().reduce((sum, { count }) => sum + count, 0)).toBe(2500)
  expect(await prisma().attemptCounter.findMany({ select: { key: true } })).toEqual([
    { key: 'standing' },
  ])
})

test('while another process clears, this one leaves it', async () => {
  await prisma().attemptCounter.create({ data: { key: 'spent', count: 1, forgottenAt: ago(1) } })
  await inTransaction(async (database) => {
    await lockInTransaction(database, 'maintenance')
    expect(await clearSpent(NOON)).toEqual([])
  })
  expect(await clearSpent(NOON)).toEqual([{ what: 'counters', count: 1 }])
})

test('sessions that ended go after thirty days, open ones and those just ended stay', async () => {
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
  expect(await clearSpent(NOON)).toEqual([{ what: 'sessions', count: 2 }])
  expect(await ids(prisma().session.findMany({ select: { id: true } }))).toEqual(kept.sort())
})

test('links go a week after their end, used, unused and nobody’s alike', async () => {
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
  expect(await clearSpent(NOON)).toEqual([{ what: 'links', count: 3 }])
  const left = await prisma().linkToken.findMany({ select: { hash: true } })
  expect(left.map(({ hash }) => hash).sort()).toEqual(kept.sort())
})

test('a sign-up nobody confirmed in time goes with its link', async () => {
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
  const standing = await signUpThat(later(NOON, 1))
  const linksBefore = await prisma().linkToken.count()
  expect(await clearSpent(NOON)).toEqual([{ what: 'sign_ups', count: 1 }])
  expect(await ids(prisma().pendingSignUp.findMany({ select: { id: true } }))).toEqual([
    standing.id,
  ])
  expect(await prisma().linkToken.count()).toBe(linksBefore - 1)
})

test('mails go thirty days after they were written, those to nobody at once, waiting ones never', async () => {
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
  expect(await clearSpent(NOON)).toEqual([{ what: 'mails', count: 3 }])
  expect(await ids(prisma().outboxMail.findMany({ select: { id: true } }))).toEqual(kept.sort())
})

test('what there is to clear is found by an index, in every table', async () => {
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
      // An empty table would always be read as a whole.
      await database.$executeRaw`SET LOCAL enable_seqscan = off`
      return database.$queryRawUnsafe<{ 'QUERY PLAN': string }[]>(
        `EXPLAIN SELECT 1 FROM ${table} WHERE ${is} LIMIT 1000`,
      )
    })
    expect(plan.map((row) => row['QUERY PLAN']).join('\n'), `${table} ${is}`).toMatch(/Index/)
  }
})
