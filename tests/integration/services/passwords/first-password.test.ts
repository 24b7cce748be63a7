import { expect, test } from 'vitest'
import { prisma } from '@/lib/data/database/prisma'
import { later, minutes } from '@/lib/domain/time'
import { deleteAccount } from '@/lib/services/account/delete-account'
import { changePassword } from '@/lib/services/passwords/change-password'
import { confirmPassword } from '@/lib/services/passwords/confirm-password'
import { hasPassword, requestFirstPassword } from '@/lib/services/passwords/first-password'
import { resetPassword } from '@/lib/services/passwords/password-reset'
import { checkSession } from '../../setup/check-session'
import { mailedToken } from '../../setup/mailed-token'
import { newAccount, PASSWORD } from '../../setup/new-account'
import { newViewer } from '../../setup/new-viewer'
import { newVisitor } from '../../setup/new-visitor'

const NOON = new Date('2026-03-01T12:00:00Z')
const NEW_PASSWORD = 'copper kettle midnight'

async function withoutPassword() {
  const account = await newAccount({ passwordHash: null, passwordPepper: null })
  return { account, viewer: await newViewer(account, NOON) }
}

test('an account without a password gets its first one through its own mail', async () => {
  const { account, viewer } = await withoutPassword()
  expect(await hasPassword(viewer)).toBe(false)
  expect(await requestFirstPassword(viewer, newVisitor(), NOON)).toMatchObject({ ok: true })
  const input = { token: await mailedToken(account.email), password: NEW_PASSWORD }
  expect(await resetPassword(input, newVisitor(), later(NOON, minutes(1)))).toMatchObject({
    ok: true,
  })
  expect(await checkSession(viewer.session.id, NOON)).toBeNull()
  const again = await newViewer(
    await prisma().user.findUniqueOrThrow({ where: { id: account.id } }),
    NOON,
  )
  expect(await hasPassword(again)).toBe(true)
  expect(
    await confirmPassword(again, { password: NEW_PASSWORD }, newVisitor(), NOON),
  ).toMatchObject({ ok: true })
})

test('whatever asks for the password says that there is none, and counts no guess', async () => {
  const { viewer } = await withoutPassword()
  const counted = await prisma().attemptCounter.count()
  const input = { currentPassword: PASSWORD, newPassword: NEW_PASSWORD }
  const missing = { ok: false, refusal: { code: 'password_missing' } }
  for (let tries = 0; tries < 7; tries += 1) {
    expect(await confirmPassword(viewer, { password: PASSWORD }, newVisitor(), NOON)).toEqual(
      missing,
    )
  }
  expect(await changePassword(viewer, input, newVisitor(), NOON)).toEqual(missing)
  expect(await deleteAccount(viewer, PASSWORD, newVisitor(), NOON)).toEqual(missing)
  expect(await prisma().attemptCounter.count()).toBe(counted)
})

test('links are limited like those of a forgotten password', async () => {
  const { viewer } = await withoutPassword()
  const from = newVisitor()
  const codes = []
  for (let tries = 0; tries < 8; tries += 1) {
    const answer = await requestFirstPassword(viewer, from, NOON)
    codes.push(answer.ok ? 'ok' : answer.refusal.code)
  }
  expect(codes).toContain('rate_limited')
})
