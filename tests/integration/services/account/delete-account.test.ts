import { expect, test } from 'vitest'
import { newToken } from '@/lib/crypto/random-token'
import { prisma } from '@/lib/data/database/prisma'
import { setUserPassword } from '@/lib/data/users/user-passwords'
import { later, minutes } from '@/lib/domain/time'
import { hashPassword } from '@/lib/password/password'
import { unwrap } from '@/lib/platform/result'
import { setRole } from '@/lib/services/admin/admin-users'
import { createToken } from '@/lib/services/tokens/api-tokens'
import { confirmPassword } from '@/lib/services/passwords/confirm-password'
import { deleteAccount } from '@/lib/services/account/delete-account'
import { eraseAccount } from '@/lib/services/account/erase-account'
import { requestPasswordReset, resetPassword } from '@/lib/services/passwords/password-reset'
import { checkSession } from '../../setup/check-session'
import { openSession } from '@/lib/services/sessions/sessions'
import { mailedToken } from '../../setup/mailed-token'
import { newAccount, PASSWORD } from '../../setup/new-account'
import { newSession } from '../../setup/new-session'
import { newViewer } from '../../setup/new-viewer'
import { newVisitor } from '../../setup/new-visitor'
import { eventsAbout } from '../../setup/recorded-events'

const NOON = new Date('2026-03-01T12:00:00Z')
const after = (count: number) => later(NOON, minutes(count))

/** A user with rows in every table. */
async function personWithTraces() {
  const account = await newAccount()
  const viewer = await newViewer(account, NOON)
  await newSession(account, NOON)
  await requestPasswordReset({ email: account.email }, newVisitor(), NOON)
  await confirmPassword(viewer, { password: PASSWORD }, newVisitor(), NOON)
  const { passwordHash, passwordScheme } = account
  await prisma().pendingSignUp.create({
    data: {
      ...{ email: account.email, username: 'eve', name: 'Eve', passwordScheme },
      ...{ passwordHash: passwordHash ?? '', createdAt: NOON, expiresAt: after(60) },
    },
  })
  const image = { id: newToken().token, userId: account.id, createdAt: NOON }
  await prisma().profileImage.create({ data: { ...image, bytes: Buffer.from('RIFF WEBP') } })
  const token = { name: 'Traces', scope: 'write', expires: '7' } as const
  unwrap(await createToken(viewer, token, newVisitor(), NOON))
  return { account, viewer }
}

/** Every row of every table, as text. */
async function everythingKept(): Promise<Record<string, string>> {
  const tables = await prisma().$queryRaw<{ name: string }[]>`
    SELECT table_name AS name FROM information_schema.tables
     WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`
  const kept: Record<string, string> = {}
  for (const { name } of tables) {
    const rows = await prisma().$queryRawUnsafe(`SELECT t::text AS row FROM "${name}" AS t`)
    kept[name] = JSON.stringify(rows)
  }
  return kept
}

const tablesWith = (kept: Record<string, string>, text: string) =>
  Object.keys(kept)
    .filter((name) => kept[name]?.includes(text))
    .sort()

test('all personal data is deleted except the confirming mail; audit events stay', async () => {
  const { account, viewer } = await personWithTraces()
  expect(tablesWith(await everythingKept(), account.email)).toContain('users')
  const eventsBefore = await prisma().auditEvent.count({ where: { targetId: account.id } })
  expect(await deleteAccount(viewer, PASSWORD, newVisitor(), after(1))).toMatchObject({ ok: true })

  const kept = await everythingKept()
  expect(tablesWith(kept, account.email)).toEqual(['outbox_mails'])
  expect(tablesWith(kept, account.username)).toEqual(['outbox_mails'])
  expect(tablesWith(kept, account.id)).toEqual(['audit_events'])
  expect(tablesWith(kept, viewer.session.id)).toEqual([])
  const mails = await prisma().outboxMail.findMany({ where: { to: account.email } })
  expect(mails.map(({ template }) => template)).toEqual(['account-deleted'])
  const events = await prisma().auditEvent.findMany({ where: { targetId: account.id } })
  expect(events).toHaveLength(eventsBefore + 1)
  expect(events).toContainEqual(
    expect.objectContaining({
      ...{ action: 'user_deleted', result: 'SUCCESS', actorId: account.id, originDigest: null },
    }),
  )
  expect(await checkSession(viewer.session.id, after(1))).toBeNull()
})

test("no other user's data is deleted", async () => {
  const [ada, eve] = [await personWithTraces(), await personWithTraces()]
  const before = tablesWith(await everythingKept(), eve.account.email)
  const origins = () => prisma().auditOrigin.count({ where: { personId: eve.account.id } })
  const originsBefore = await origins()
  await deleteAccount(ada.viewer, PASSWORD, newVisitor(), after(1))
  expect(tablesWith(await everythingKept(), eve.account.email)).toEqual(before)
  expect(await origins()).toBe(originsBefore)
  expect(await checkSession(eve.viewer.session.id, after(1))).not.toBeNull()
})

test('a wrong password deletes nothing, is recorded, and counts towards the sign-in lock', async () => {
  const { account, viewer } = await personWithTraces()
  const visitor = newVisitor()
  for (let guess = 1; guess <= 5; guess += 1) {
    expect(await deleteAccount(viewer, `guess ${guess}`, visitor, NOON)).toMatchObject({
      refusal: { code: 'password_wrong' },
    })
  }
  expect(await deleteAccount(viewer, PASSWORD, visitor, NOON)).toMatchObject({
    refusal: { code: 'rate_limited' },
  })
  expect(await prisma().user.count({ where: { id: account.id } })).toBe(1)
  const refused = (await eventsAbout(account.id)).filter(({ action }) => action === 'user_deleted')
  const details = { code: 'password_wrong' }
  const event = { result: 'FAILURE', actorId: account.id, details, address: visitor.address }
  expect(refused).toMatchObject(Array(5).fill(event))
})

test('a password that was replaced during the check deletes nothing', async () => {
  const { account, viewer } = await personWithTraces()
  const password = unwrap(await hashPassword('another long secret'))
  const [deleted] = await Promise.all([
    deleteAccount(viewer, PASSWORD, newVisitor(), after(1)),
    setUserPassword(prisma(), account, password, after(1)),
  ])
  expect(deleted.ok).toBe(false)
  expect(await prisma().user.count({ where: { id: account.id } })).toBe(1)
})

test('many concurrent requests delete once and send one mail', async () => {
  const { account, viewer } = await personWithTraces()
  const answers = await Promise.all(
    Array.from({ length: 4 }, () => deleteAccount(viewer, PASSWORD, newVisitor(), after(1))),
  )
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
  expect(await prisma().outboxMail.count({ where: { to: account.email } })).toBe(1)
})

test('a concurrent reset, sign-in and deletion leave all of the account or nothing', async () => {
  for (let round = 0; round < 5; round += 1) {
    const { account, viewer } = await personWithTraces()
    const token = await mailedToken(account.email)
    const request = { ...newVisitor(), remember: false }
    const input = { token, password: 'another long secret' }
    const [deleted] = await Promise.all([
      deleteAccount(viewer, PASSWORD, newVisitor(), after(1)),
      resetPassword(input, newVisitor(), after(1)),
      openSession(account, request, after(1)),
    ])
    const left = tablesWith(await everythingKept(), account.id)
    if (deleted.ok) expect(left).toEqual(['audit_events'])
    else expect(left).toContain('users')
  }
})

test('the last administrator cannot delete the account, the second to last can', async () => {
  const first = await newAccount({ role: 'ADMIN' })
  const second = await newAccount({ role: 'ADMIN' })
  const [one, other] = [await newViewer(first, NOON), await newViewer(second, NOON)]
  expect(await deleteAccount(one, PASSWORD, newVisitor(), after(1))).toMatchObject({ ok: true })
  expect(await deleteAccount(other, PASSWORD, newVisitor(), after(2))).toMatchObject({
    refusal: { code: 'last_admin' },
  })
  expect(await prisma().user.count({ where: { id: second.id } })).toBe(1)
  await prisma().user.update({ where: { id: second.id }, data: { role: 'USER' } })
})

test('administrators who delete and demote one another at once leave one behind', async () => {
  for (let round = 0; round < 4; round += 1) {
    const accounts = [await newAccount({ role: 'ADMIN' }), await newAccount({ role: 'ADMIN' })]
    const [one, other] = await Promise.all(accounts.map((account) => newViewer(account, NOON)))
    if (!one || !other) throw new Error('two were made')
    const answers = await Promise.all([
      deleteAccount(one, PASSWORD, newVisitor(), after(1)),
      round % 2 === 0
        ? deleteAccount(other, PASSWORD, newVisitor(), after(1))
        : setRole({ viewer: one, request: newVisitor() }, other.id, 'USER', after(1)),
    ])
    expect(answers.filter((answer) => answer?.ok === true)).toHaveLength(1)
    expect(await prisma().user.count({ where: { role: 'ADMIN' } })).toBe(1)
    await prisma().user.updateMany({ where: { role: 'ADMIN' }, data: { role: 'USER' } })
  }
})

test('a deletion that comes too late removes nothing and sends no second mail', async () => {
  const account = await newAccount()
  expect(await eraseAccount(prisma(), account, 'owner', NOON)).toBe(true)
  expect(await eraseAccount(prisma(), account, 'administrator', NOON)).toBe(false)
  expect(await prisma().outboxMail.count({ where: { to: account.email } })).toBe(1)
})
