import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { newToken } from '@/lib/crypto/random-token'
import { createOutboxMail } from '@/lib/data/mail/outbox-mails'
import { inTransaction, prisma } from '@/lib/data/database/prisma'
import { seal } from '@/lib/crypto/seal'
import { log } from '@/lib/platform/log'
import { eraseOldTokens, sendDueMails } from '@/lib/mail/deliver'
import { enqueueMail } from '@/lib/mail/outbox'
import { smtpTransport } from '@/lib/mail/transport'
import { startMailServer, startSilentServer } from './mail-server'
import { product } from '@/lib/product'

const NOW = new Date('2026-11-21T12:00:00Z')
const at = (isoTime: string) => new Date(`2026-11-21T${isoTime}Z`)

const closing: (() => Promise<void>)[] = []

beforeEach(async () => {
  await prisma().outboxMail.deleteMany()
})
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()))
})

async function mailServer(options?: Parameters<typeof startMailServer>[0]) {
  const server = await startMailServer(options)
  closing.push(server.close)
  return {
    ...server,
    transport: smtpTransport(server.url, `${product.name} <no-reply@example.org>`),
  }
}

/** A reset mail in the outbox, as production would store it. */
async function waitingMail(to = 'ada@example.com') {
  const { token } = newToken()
  await createOutboxMail(
    prisma(),
    {
      to,
      accountId: null,
      template: 'reset-password',
      data: { name: 'Ada' },
      sealedToken: seal('outbox', token),
      nextAttemptAt: NOW,
      sentAt: null,
    },
    NOW,
  )
  return token
}

const theMail = () => prisma().outboxMail.findFirstOrThrow()

describe('a working mail server', () => {
  test('receives the mail with its link, in HTML and in plain text', async () => {
    const { transport, received } = await mailServer()
    const token = await waitingMail()
    expect(await sendDueMails(transport, NOW)).toBe(1)
    expect(received).toHaveLength(1)
    const [mail] = received
    expect(mail?.to).toEqual(['ada@example.com'])
    expect(mail?.from).toBe('no-reply@example.org')
    expect(mail?.raw).toContain(`Subject: Reset your ${product.name} password`)
    expect(mail?.raw).toContain('Auto-Submitted: auto-generated')
    expect(mail?.raw).toContain('text/plain')
    expect(mail?.raw).toContain('text/html')
    const link = `http://localhost:3000/reset-password?token=${token}`
    expect(mail?.text.split(link).length).toBeGreaterThanOrEqual(4)
  })

  test('leaves no token in the outbox', async () => {
    const { transport } = await mailServer()
    await waitingMail()
    await sendDueMails(transport, NOW)
    expect(await theMail()).toMatchObject({
      sealedToken: null,
      sentAt: NOW,
      nextAttemptAt: null,
      attempts: 1,
    })
  })

  test('receives each mail once, however many workers run at once', async () => {
    const { transport, received } = await mailServer()
    for (let count = 0; count < 12; count++) await waitingMail(`person${count}@example.com`)
    const worker = async () => {
      while ((await sendDueMails(transport, NOW)) > 0);
    }
    await Promise.all(Array.from({ length: 4 }, worker))
    expect(received.map(({ to }) => to[0]).sort()).toEqual(
      Array.from({ length: 12 }, (_value, count) => `person${count}@example.com`).sort(),
    )
  })

  test('gets the recipient as a single address, whatever it contains', async () => {
    const { transport, received } = await mailServer()
    await waitingMail("o'brien+{x},eve@example.com")
    await sendDueMails(transport, NOW)
    expect(received.map(({ to }) => to)).not.toContainEqual(['eve@example.com'])
  })
})

describe('with a failing mail server,', () => {
  test('a rejected mail is retried at growing intervals until it is accepted', async () => {
    let refusing = true
    const { transport, received } = await mailServer({ reject: () => refusing })
    const token = await waitingMail()
    await sendDueMails(transport, NOW)
    expect(await theMail()).toMatchObject({ attempts: 1, nextAttemptAt: at('12:00:10') })
    expect((await theMail()).lastError).toContain('mailbox unavailable')
    expect(await sendDueMails(transport, at('12:00:09'))).toBe(0)
    await sendDueMails(transport, at('12:00:10'))
    expect(await theMail()).toMatchObject({ attempts: 2, nextAttemptAt: at('12:00:30') })
    refusing = false
    await sendDueMails(transport, at('12:00:30'))
    expect(received[0]?.text).toContain(token)
    expect(await theMail()).toMatchObject({ sentAt: at('12:00:30'), lastError: null })
  })

  test('no mail is lost while the server is unreachable', async () => {
    const { url, close } = await startMailServer()
    await close()
    await waitingMail()
    await sendDueMails(smtpTransport(url, `${product.name} <no-reply@example.org>`), NOW)
    expect(await theMail()).toMatchObject({ sentAt: null, nextAttemptAt: at('12:00:10') })
    const { transport, received } = await mailServer()
    await sendDueMails(transport, at('12:00:10'))
    expect(received).toHaveLength(1)
  })

  test('a silent server times out and no mail is lost', async () => {
    const silent = await startSilentServer()
    closing.push(silent.close)
    await waitingMail()
    const impatient = `${silent.url}?greetingTimeout=300`
    await sendDueMails(smtpTransport(impatient, `${product.name} <no-reply@example.org>`), NOW)
    expect(await theMail()).toMatchObject({ sentAt: null, attempts: 1 })
    expect((await theMail()).sealedToken).not.toBeNull()
  })

  test('a mail is dropped after a day and its token erased', async () => {
    const { transport } = await mailServer({ reject: () => true })
    await waitingMail()
    const aDayLater = new Date('2026-11-22T12:00:00Z')
    await sendDueMails(transport, aDayLater)
    expect(await theMail()).toMatchObject({
      failedAt: aDayLater,
      nextAttemptAt: null,
      sealedToken: null,
    })
    expect(await sendDueMails(transport, new Date('2026-11-23T12:00:00Z'))).toBe(0)
  })

  test('a mail to a mailbox that does not exist is dropped at once', async () => {
    const { transport } = await mailServer({ unknown: () => true })
    await waitingMail()
    await sendDueMails(transport, NOW)
    expect(await theMail()).toMatchObject({ failedAt: NOW, nextAttemptAt: null, sealedToken: null })
    expect((await theMail()).lastError).toContain('no such mailbox')
  })

  test('a mail held by a dead worker is sent by another after two minutes', async () => {
    const { transport, received } = await mailServer()
    await waitingMail()
    await new Promise<void>((taken) => {
      const dying = () => new Promise<never>(() => taken())
      void sendDueMails(dying, NOW)
    })
    expect(await sendDueMails(transport, at('12:01:59'))).toBe(0)
    expect(await sendDueMails(transport, at('12:02:00'))).toBe(1)
    expect(received).toHaveLength(1)
  })

  test.each([
    ['a template that no longer exists', { template: 'gone' }],
    ['data that does not fit', { data: {} }],
    ['a token whose secret was retired', { sealedToken: 'AAAA' }],
    ['a link without its token', { sealedToken: null }],
  ])('%s is dropped and does not stop the others', async (_case, change) => {
    const { transport, received } = await mailServer()
    await waitingMail('broken@example.com')
    await prisma().outboxMail.updateMany({ data: change })
    await waitingMail('fine@example.com')
    await sendDueMails(transport, NOW)
    expect(received.map(({ to }) => to)).toEqual([['fine@example.com']])
    expect(await prisma().outboxMail.count({ where: { failedAt: NOW } })).toBe(1)
  })
})

describe('without a mail server', () => {
  test('a mail is done at once, and its sealed token is kept for a day', async () => {
    const { token } = newToken()
    await enqueueMail(
      prisma(),
      {
        to: 'ada@example.com',
        accountId: null,
        template: 'reset-password',
        data: { name: 'Ada' },
        token,
      },
      NOW,
    )
    const mail = await theMail()
    expect(mail).toMatchObject({ sentAt: NOW, nextAttemptAt: null })
    expect(mail.sealedToken).not.toContain(token)
    await eraseOldTokens(new Date('2026-11-22T12:00:00Z'))
    expect((await theMail()).sealedToken).not.toBeNull()
    await eraseOldTokens(new Date('2026-11-22T12:00:01Z'))
    expect((await theMail()).sealedToken).toBeNull()
  })

  test('mails waiting for a server count as delivered', async () => {
    await waitingMail()
    await sendDueMails(null, NOW)
    expect(await theMail()).toMatchObject({ sentAt: NOW })
    expect((await theMail()).sealedToken).not.toBeNull()
  })
})

test('a mail without a recipient is written but never sent', async () => {
  const { transport, received } = await mailServer()
  await enqueueMail(
    prisma(),
    {
      to: null,
      accountId: null,
      template: 'reset-password',
      data: { name: 'Ada' },
      token: newToken().token,
    },
    NOW,
  )
  expect(await sendDueMails(transport, NOW)).toBe(0)
  expect(received).toHaveLength(0)
  expect(await theMail()).toMatchObject({ sealedToken: null, sentAt: NOW })
})

test.each([
  ['whose data does not fit', { data: { nobody: 1 } }],
  ['of a template that is gone', { template: 'of-an-earlier-version' }],
  ['whose token does not open', { sealedToken: 'not sealed by us' }],
])('a mail %s is dropped immediately with a reason, and delays no other', async (_what, damage) => {
  const complain = vi.spyOn(log, 'error')
  const { transport, received } = await mailServer()
  await waitingMail('unreadable@example.com')
  await prisma().outboxMail.updateMany({ data: damage })
  await waitingMail()
  await sendDueMails(transport, NOW)
  expect(received.map(({ to }) => to)).toEqual([['ada@example.com']])
  const where = { to: 'unreadable@example.com' }
  expect(await prisma().outboxMail.findFirst({ where })).toMatchObject({
    ...{ sentAt: null, failedAt: NOW, sealedToken: null },
    lastError: 'The email could not be rendered.',
  })
  const err = 'data' in damage ? expect.objectContaining({ name: 'ZodError' }) : undefined
  expect(complain).toHaveBeenCalledExactlyOnceWith(
    expect.objectContaining({ event: 'mail_given_up', reason: 'unreadable', err }),
  )
})

test('a mail is rolled back with the change that caused it', async () => {
  const failing = inTransaction(async (database) => {
    await enqueueMail(
      database,
      { to: 'ada@example.com', accountId: null, template: 'sign-up-taken', data: { name: 'Ada' } },
      NOW,
    )
    throw new Error('changed my mind')
  })
  await expect(failing).rejects.toThrow('changed my mind')
  expect(await prisma().outboxMail.count()).toBe(0)
})
