import { createServer, type AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { prisma } from '@/lib/data/database/prisma'
import { later, seconds } from '@/lib/domain/time'
import { isSmtpReachable } from '@/lib/mail/is-smtp-reachable'
import { missingPeppers } from '@/lib/services/operations/missing-peppers'
import { isReady, readiness, type Readiness } from '@/lib/services/operations/readiness'
import { newAccount } from '../../setup/new-account'

const ALL_OK = {
  ...{ database: 'ok', migrations: 'ok', mail: 'ok' },
  ...{ mailError: null, hashing: 'ok', peppers: 'ok' },
} as const satisfies Readiness

let asked = 0
/** Each check is a minute after the last, so that no result is cached. */
const nextMoment = () => later(new Date('2026-03-01T12:00:00Z'), seconds(60 * (asked += 1)))

describe('readiness', () => {
  afterEach(async () => {
    await prisma().$executeRaw`UPDATE _prisma_migrations SET rolled_back_at = NULL`
  })

  test('reports that everything is available', async () => {
    const found = await readiness(nextMoment())
    expect(found).toEqual(ALL_OK)
    expect(isReady(found)).toBe(true)
  })

  test('reports a migration that did not finish', async () => {
    await prisma().$executeRaw`
      UPDATE _prisma_migrations SET rolled_back_at = now()
      WHERE migration_name = (SELECT max(migration_name) FROM _prisma_migrations)`
    const found = await readiness(nextMoment())
    expect(found).toEqual({ ...ALL_OK, migrations: 'pending' })
    expect(isReady(found)).toBe(false)
  })

  test('reports a database that refuses, or does not answer within two seconds', async () => {
    const missed = { ...ALL_OK, database: 'down', migrations: 'unknown' }
    await prisma().$executeRaw`ALTER TABLE _prisma_migrations RENAME finished_at TO gone_at`
    expect(await readiness(nextMoment())).toEqual(missed)
    await prisma().$executeRaw`ALTER TABLE _prisma_migrations RENAME gone_at TO finished_at`
    await prisma().$transaction(async (other) => {
      await other.$executeRaw`LOCK TABLE _prisma_migrations IN ACCESS EXCLUSIVE MODE`
      expect(await readiness(nextMoment())).toEqual(missed)
    })
  })

  test('checks once for all requests within a second', async () => {
    const now = nextMoment()
    expect(readiness(now)).toBe(readiness(later(now, seconds(0.5))))
    expect(readiness(now)).not.toBe(readiness(later(now, seconds(1))))
  })

  test('does not depend on mail, which waits in the outbox', () => {
    expect(isReady({ ...ALL_OK, mail: 'down' })).toBe(true)
    expect(isReady({ ...ALL_OK, database: 'down' })).toBe(false)
    expect(isReady({ ...ALL_OK, migrations: 'unknown' })).toBe(false)
    expect(isReady({ ...ALL_OK, hashing: 'down' })).toBe(false)
    expect(isReady({ ...ALL_OK, peppers: 'missing' })).toBe(false)
  })

  test('tells why mail was not sent, without naming its recipient', async () => {
    const lastError = 'Recipient rejected: 451 4.7.1 <ada@example.com>: try again later'
    const now = new Date()
    const { id } = await prisma().outboxMail.create({
      data: {
        ...{ to: 'ada@example.com', template: 'account-locked', data: {} },
        ...{ createdAt: now, nextAttemptAt: now, lastError },
      },
    })
    const mailError = 'Recipient rejected: 451 4.7.1 …: try again later'
    expect(await readiness(nextMoment())).toEqual({ ...ALL_OK, mailError })
    await prisma().outboxMail.delete({ where: { id } })
  })

  test('reports a pepper that a stored password needs and PASSWORD_PEPPER lacks', async () => {
    const { id } = await newAccount()
    const use = (pepper: string) =>
      prisma().$executeRaw`UPDATE users SET "passwordPepper" = ${pepper} WHERE id = ${id}::uuid`
    await use('taken-away')
    expect(await readiness(nextMoment())).toEqual({ ...ALL_OK, peppers: 'missing' })
    expect(await missingPeppers()).toEqual(['taken-away'])
    await use('test')
    expect(await readiness(nextMoment())).toEqual(ALL_OK)
  })
})

describe('the mail server', () => {
  test('is up when something listens there, and down otherwise', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    const { port } = server.address() as AddressInfo
    expect(await isSmtpReachable(`smtp://user:pass@127.0.0.1:${port}`)).toBe(true)

    await new Promise((resolve) => server.close(resolve))
    expect(await isSmtpReachable(`smtp://127.0.0.1:${port}`)).toBe(false)
  })

  test('is not needed where no mail is sent', async () => {
    expect(await isSmtpReachable()).toBe(true)
  })
})
