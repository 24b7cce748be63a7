import { expect, test } from 'vitest'
import { hashToken, newToken } from '@/lib/crypto/random-token'
import { recordAuditEvent } from '@/lib/data/audit/audit-log'
import { prisma } from '@/lib/data/database/prisma'
import { days, later } from '@/lib/domain/time'
import { exportData } from '@/lib/services/account/export-data'
import { requestPasswordReset } from '@/lib/services/passwords/password-reset'
import { mailedToken } from '../../setup/mailed-token'
import { newAccount } from '../../setup/new-account'
import { newSession } from '../../setup/new-session'
import { newViewer } from '../../setup/new-viewer'
import { newVisitor } from '../../setup/new-visitor'

async function exported(...asked: Parameters<typeof exportData>) {
  const result = await exportData(...asked)
  if (!result.ok) throw new Error('it should have been exported')
  return result.value
}

const NOON = new Date('2026-03-01T12:00:00Z')

test('the export contains the account, every session, link and mail, and every event with its address', async () => {
  const account = await newAccount()
  const viewer = await newViewer(account, NOON)
  const other = await newSession(account, later(NOON, -days(1)))
  await requestPasswordReset({ email: account.email }, newVisitor(), NOON)
  const data = await exported(viewer, { address: '192.0.2.7', userAgent: 'test' }, NOON)

  expect(data.account).toMatchObject({ id: account.id, email: account.email, name: account.name })
  expect(data.sessions).toMatchObject([
    { deviceId: hashToken(other.id), isThisOne: false, address: '203.0.113.7' },
    { deviceId: hashToken(viewer.session.id), isThisOne: true },
  ])
  expect(data.links).toMatchObject([{ purpose: 'RESET_PASSWORD', email: account.email }])
  expect(data.mails).toMatchObject([{ to: account.email, template: 'reset-password' }])
  expect(data.events).toContainEqual(
    expect.objectContaining({
      ...{ action: 'user_exported', by: 'you', about: 'you' },
      origin: { address: '192.0.2.7', userAgent: 'test' },
    }),
  )
})

test('the export contains no secret that grants access', async () => {
  const account = await newAccount()
  const viewer = await newViewer(account, NOON)
  await requestPasswordReset({ email: account.email }, newVisitor(), NOON)
  const token = await mailedToken(account.email)
  const mail = await prisma().outboxMail.findFirstOrThrow({ where: { to: account.email } })
  const user = await prisma().user.findUniqueOrThrow({ where: { id: account.id } })
  const text = JSON.stringify(await exported(viewer, newVisitor(), NOON))

  const secrets = [viewer.session.id, token, hashToken(token), mail.sealedToken, user.passwordHash]
  for (const secret of secrets) expect(text).not.toContain(secret ?? 'nothing')
  expect(text).not.toMatch(/passwordHash|pepper|sealed/i)
})

test('the export contains nothing about others, not even their id', async () => {
  const [ada, admin] = [await newAccount(), await newAccount()]
  const viewer = await newViewer(ada, NOON)
  const event = { result: 'SUCCESS', actorId: admin.id, targetId: ada.id } as const
  const origin = { address: '192.0.2.99', userAgent: 'of the administrator' }
  await recordAuditEvent(prisma(), { action: 'user_enabled', ...event, origin }, NOON)
  await newSession(admin, NOON)
  await requestPasswordReset({ email: admin.email }, newVisitor(), NOON)
  const data = await exported(viewer, newVisitor(), NOON)
  const text = JSON.stringify(data)

  expect(data.events).toContainEqual(
    expect.objectContaining({ action: 'user_enabled', by: 'another', about: 'you', origin: null }),
  )
  for (const theirs of [admin.id, admin.email, admin.name, origin.address]) {
    expect(text).not.toContain(theirs)
  }
})

test('a long history is exported completely and in order', async () => {
  const account = await newAccount()
  const viewer = await newViewer(account, NOON)
  await prisma().auditEvent.createMany({
    data: Array.from({ length: 2100 }, (_value, index) => ({
      at: later(NOON, index - (index % 3)),
      action: 'authn_login_fail',
      result: 'FAILURE' as const,
      targetId: account.id,
    })),
  })
  const { events } = await exported(viewer, newVisitor(), later(NOON, days(1)))
  const failures = events.filter(({ action }) => action === 'authn_login_fail')
  expect(new Set(failures.map(({ id }) => id)).size).toBe(2100)
  const times = failures.map(({ at }) => at.getTime())
  expect(times).toEqual(times.toSorted((one, other) => one - other))
})

test('the export contains the profile image', async () => {
  const account = await newAccount()
  const viewer = await newViewer(account, NOON)
  expect((await exported(viewer, newVisitor(), NOON)).profileImage).toBeNull()
  const image = { id: newToken().token, userId: account.id, createdAt: NOON }
  await prisma().profileImage.create({ data: { ...image, bytes: Buffer.from('RIFF WEBP') } })
  expect((await exported(viewer, newVisitor(), NOON)).profileImage).toEqual({
    type: 'image/webp',
    createdAt: NOON,
    base64: Buffer.from('RIFF WEBP').toString('base64'),
  })
})

test("the export mentions someone else's pending sign-up for the email, but not its data", async () => {
  const account = await newAccount()
  const viewer = await newViewer(account, NOON)
  await prisma().pendingSignUp.create({
    data: {
      ...{ email: account.email, username: 'eve', name: 'Eve', passwordHash: newToken().hash },
      ...{ passwordScheme: 'BCRYPT', createdAt: NOON, expiresAt: later(NOON, days(1)) },
    },
  })
  const { unconfirmedSignUps } = await exported(viewer, newVisitor(), NOON)
  expect(unconfirmedSignUps).toEqual([
    { email: account.email, createdAt: NOON, expiresAt: later(NOON, days(1)) },
  ])
})
