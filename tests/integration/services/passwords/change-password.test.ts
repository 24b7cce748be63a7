import { describe, expect, test } from 'vitest'
import { prisma } from '@/lib/data/database/prisma'
import { changePassword } from '@/lib/services/passwords/change-password'
import { closePool } from '@/lib/password/pool'
import { sealKnownDevice } from '@/lib/services/sign-in/known-device'
import { requestPasswordReset, resetPassword } from '@/lib/services/passwords/password-reset'
import { checkSession } from '../../setup/check-session'
import { signIn } from '@/lib/services/sign-in/sign-in'
import { fillQueue } from '../../setup/full-queue'
import { mailedToken } from '../../setup/mailed-token'
import { newAccount, PASSWORD } from '../../setup/new-account'
import { newSession } from '../../setup/new-session'
import { newViewer } from '../../setup/new-viewer'
import { newVisitor } from '../../setup/new-visitor'

const NOW = new Date('2026-03-01T12:00:00Z')
const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1000)
const NEW_PASSWORD = 'copper kettle midnight'
const WRONG = { ok: false, refusal: { code: 'password_wrong' } }

async function newSignedInUser() {
  const account = await newAccount()
  const viewer = await newViewer(account, NOW)
  const change = (
    { currentPassword = PASSWORD, newPassword = NEW_PASSWORD } = {},
    request: Parameters<typeof changePassword>[2] = newVisitor(),
    at = later(60),
  ) => changePassword(viewer, { currentPassword, newPassword }, request, at)
  return { account, viewer, change }
}

const canSignIn = async (identifier: string, password: string) =>
  (await signIn({ identifier, password }, newVisitor(), later(120))).ok
const eventsOf = async (targetId: string) => {
  const events = await prisma().auditEvent.findMany({ where: { targetId }, orderBy: { id: 'asc' } })
  return events.map(({ action, details }) => ({ action, details }))
}

describe('changing the password', () => {
  test('sets the new one, notifies the owner, and is recorded', async () => {
    const { account, change } = await newSignedInUser()
    expect(await change()).toEqual({ ok: true, value: 'changed' })
    expect(await canSignIn(account.email, NEW_PASSWORD)).toBe(true)
    expect(await canSignIn(account.email, PASSWORD)).toBe(false)
    const mails = await prisma().outboxMail.findMany({ where: { to: account.email } })
    expect(mails).toMatchObject([
      {
        template: 'password-changed',
        data: { name: account.name, changedAt: later(60).toISOString() },
      },
    ])
    expect(await eventsOf(account.id)).toContainEqual({
      action: 'authn_password_change',
      details: { sessionsEnded: 0 },
    })
  })

  test('to the current one is refused, recorded, and ends no session', async () => {
    const { account, viewer, change } = await newSignedInUser()
    const other = await newSession(account, NOW)
    expect(await change({ newPassword: PASSWORD })).toEqual({
      ...{ ok: false, refusal: { code: 'password_unchanged' } },
    })
    expect(await checkSession(other.id, later(61))).not.toBeNull()
    expect(await checkSession(viewer.session.id, later(61))).not.toBeNull()
    expect(await prisma().outboxMail.count({ where: { to: account.email } })).toBe(0)
    expect(await eventsOf(account.id)).toContainEqual({
      action: 'authn_password_change_fail',
      details: { reason: 'password_unchanged' },
    })
  })

  test('ends the other sessions of this account only, and this one continues', async () => {
    const { account, viewer, change } = await newSignedInUser()
    const others = await Promise.all([1, 2, 3].map(() => newSession(account, NOW)))
    const stranger = await newSession(await newAccount(), NOW)
    await change()
    const alive = await Promise.all(others.map(({ id }) => checkSession(id, later(61))))
    expect(alive).toEqual([null, null, null])
    expect(await checkSession(viewer.session.id, later(61))).not.toBeNull()
    expect(await checkSession(stranger.id, later(61))).not.toBeNull()
  })

  test('invalidates a reset link mailed earlier', async () => {
    const { account, change } = await newSignedInUser()
    await requestPasswordReset({ email: account.email }, newVisitor(), NOW)
    const token = await mailedToken(account.email)
    await change()
    const reset = { token, password: 'another long secret' }
    expect(await resetPassword(reset, newVisitor(), later(61))).toEqual({
      ok: false,
      refusal: { code: 'token_invalid' },
    })
  })

  test('with a wrong current password is refused and counts as a failed sign-in', async () => {
    const { account, change } = await newSignedInUser()
    for (let guess = 0; guess < 5; guess += 1) {
      expect(await change({ currentPassword: `guess ${guess}` })).toEqual(WRONG)
    }
    expect(await change()).toMatchObject({ refusal: { code: 'rate_limited' } })
    expect(
      await signIn({ identifier: account.email, password: PASSWORD }, newVisitor(), later(61)),
    ).toMatchObject({ refusal: { code: 'rate_limited' } })
    expect(await canSignIn(account.email, PASSWORD)).toBe(true)
    const failed = (await eventsOf(account.id)).filter(
      ({ action }) => action === 'authn_password_change_fail',
    )
    // A limited attempt says nothing about the password.
    expect(failed).toHaveLength(5)
    expect(failed[0]?.details).toEqual({ reason: 'password_wrong' })
  })

  test('is postponed while nothing can be hashed, and does not count as a guess', async () => {
    const { account, change } = await newSignedInUser()
    const releaseQueue = await fillQueue()
    for (let tries = 0; tries < 6; tries += 1) {
      expect(await change()).toMatchObject({ refusal: { code: 'busy' } })
    }
    await releaseQueue()
    await closePool()
    expect(await change()).toMatchObject({ ok: true })
    expect(await canSignIn(account.email, NEW_PASSWORD)).toBe(true)
  })

  test("on a known device is not blocked by a stranger's guesses", async () => {
    const { account, change } = await newSignedInUser()
    for (let guess = 0; guess < 5; guess += 1) {
      const credentials = { identifier: account.email, password: `guess ${guess}` }
      await signIn(credentials, newVisitor(), later(50))
    }
    const deviceToken = sealKnownDevice(undefined, account.id, NOW)
    expect(await change({}, { ...newVisitor(), deviceToken })).toMatchObject({ ok: true })
  })

  test.each([
    ['short', 'password_length'],
    ['passwordpassword', 'password_common'],
  ])('to %s is refused, and the old one stays', async (newPassword, code) => {
    const { account, viewer, change } = await newSignedInUser()
    const other = await newSession(account, NOW)
    expect(await change({ newPassword })).toEqual({ ok: false, refusal: { code } })
    expect(await change({ newPassword: `${viewer.username} is my name` })).toEqual({
      ok: false,
      refusal: { code: 'password_personal' },
    })
    expect(await canSignIn(account.email, PASSWORD)).toBe(true)
    expect(await checkSession(other.id, later(61))).not.toBeNull()
    expect(await prisma().outboxMail.count({ where: { to: account.email } })).toBe(0)
  })

  test('four times at once with the same current password succeeds once', async () => {
    const { account, change } = await newSignedInUser()
    const answers = await Promise.all(
      [0, 1, 2, 3].map((count) => change({ newPassword: `${NEW_PASSWORD} ${count}` })),
    )
    const winners = answers.flatMap(({ ok }, count) => (ok ? [count] : []))
    expect(winners).toHaveLength(1)
    expect(await canSignIn(account.email, `${NEW_PASSWORD} ${winners[0]}`)).toBe(true)
    const told = await prisma().outboxMail.count({ where: { to: account.email } })
    expect(told).toBe(1)
  }, 30_000)

  test('of a deleted account is refused', async () => {
    const { account, change } = await newSignedInUser()
    await prisma().user.delete({ where: { id: account.id } })
    expect(await change()).toEqual({ ok: false, refusal: { code: 'session_expired' } })
  })
})
