import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { prisma } from '@/lib/data/database/prisma'
import {
  deleteUser,
  disableUser,
  enableUser,
  setRole,
  signOutAllDevices,
  unlockUser,
} from '@/lib/services/admin/admin-users'
import type { Administrator } from '@/lib/services/admin/administration'
import { checkSession } from '../../setup/check-session'
import { signIn } from '@/lib/services/sign-in/sign-in'
import { newAccount, PASSWORD } from '../../setup/new-account'
import { newAdministrator } from '../../setup/new-administrator'
import { newSession } from '../../setup/new-session'
import { newVisitor } from '../../setup/new-visitor'

const NOW = new Date('2026-03-01T12:00:00Z')
const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1000)
const REASON = 'Shared the account with a whole department'
const OPERATOR: Administrator = { operator: true }
const refused = (code: string) => ({ ok: false, refusal: { code } })

type Admin = Awaited<ReturnType<typeof newAdministrator>>
type Account = Awaited<ReturnType<typeof newAccount>>

let admin: Admin
let target: Account

beforeEach(async () => {
  await prisma().user.deleteMany()
  admin = await newAdministrator(NOW)
  target = await newAccount()
})

const rowOf = (userId: string) => prisma().user.findUnique({ where: { id: userId } })
const OWN_ACTIONS = [
  ...['authn_login_success', 'authn_login_fail', 'authn_login_lock', 'session_created'],
] as const
/** Actions of administrators; those of users on their own account are tested elsewhere. */
const eventsAbout = (targetId: string) =>
  prisma().auditEvent.findMany({
    where: { targetId, action: { notIn: [...OWN_ACTIONS] } },
    orderBy: { id: 'asc' },
    select: { action: true, result: true, actorId: true, details: true, originDigest: true },
  })
const attempt = (user: Account, at = NOW) =>
  signIn({ identifier: user.email, password: PASSWORD }, newVisitor(), at)

/** Each action, by an administrator on a user. */
const ACTIONS = {
  promote: (by: Administrator, id: string) => setRole(by, id, 'ADMIN', NOW),
  demote: (by: Administrator, id: string) => setRole(by, id, 'USER', NOW),
  disable: (by: Administrator, id: string) =>
    disableUser(by, id, { reason: REASON, until: null }, NOW),
  enable: (by: Administrator, id: string) => enableUser(by, id, NOW),
  'sign out': (by: Administrator, id: string) => signOutAllDevices(by, id, NOW),
  unlock: (by: Administrator, id: string) => unlockUser(by, id, NOW),
  delete: (by: Administrator, id: string) => deleteUser(by, id, NOW),
}

const NOBODY = ['', 'x', '../admin', randomUUID(), `${randomUUID()}'`, randomUUID().toUpperCase()]

test('no action affects an unknown user', async () => {
  for (const act of Object.values(ACTIONS)) {
    for (const id of NOBODY) {
      expect(await act(admin.by, id), id).toBeNull()
      expect(await act(OPERATOR, id), id).toBeNull()
    }
  }
})

test('every action requires a current administrator who may sign in', async () => {
  const former = await newAdministrator(NOW)
  for (const change of [
    { role: 'USER' as const },
    { role: 'ADMIN' as const, disabledAt: NOW },
    { disabledAt: null, emailVerifiedAt: null },
  ]) {
    await prisma().user.update({ where: { id: former.account.id }, data: change })
    for (const [what, act] of Object.entries(ACTIONS)) {
      expect(await act(former.by, target.id), what).toBeNull()
    }
  }
  const refusals = { action: 'authz_fail', result: 'FAILURE', actorId: former.account.id } as const
  expect(await prisma().auditEvent.count({ where: refusals })).toBe(3 * Object.keys(ACTIONS).length)
  await prisma().user.delete({ where: { id: former.account.id } })
  for (const [what, act] of Object.entries(ACTIONS)) {
    expect(await act(former.by, target.id), what).toBeNull()
  }
  expect(await rowOf(target.id)).toEqual(target)
  expect(await eventsAbout(target.id)).toEqual([])
})

describe('the administrator’s role', () => {
  test('is granted and removed, and an existing session has it at its next check', async () => {
    const session = await newSession(target, NOW)
    const roleNow = async () => (await checkSession(session.id, later(1)))?.user.role
    expect(await setRole(admin.by, target.id, 'ADMIN', NOW)).toMatchObject({ ok: true })
    expect(await roleNow()).toBe('ADMIN')
    expect(await setRole(admin.by, target.id, 'USER', NOW)).toMatchObject({ ok: true })
    expect(await roleNow()).toBe('USER')
    expect(await eventsAbout(target.id)).toMatchObject([
      { action: 'authz_change', actorId: admin.account.id, details: { from: 'USER', to: 'ADMIN' } },
      { action: 'authz_change', actorId: admin.account.id, details: { from: 'ADMIN', to: 'USER' } },
    ])
  })

  test('granted to an administrator changes and records nothing', async () => {
    expect(await setRole(admin.by, target.id, 'USER', NOW)).toMatchObject({ ok: true })
    expect(await eventsAbout(target.id)).toEqual([])
  })
})

describe('a disabled account', () => {
  const disable = (until: Date | null = null) =>
    disableUser(admin.by, target.id, { reason: REASON, until }, NOW)

  test('is signed out everywhere, stays out, and gives the reason only to administrators', async () => {
    const session = await newSession(target, NOW)
    expect(await disable()).toEqual({ ok: true, value: 'disabled' })
    expect(await checkSession(session.id, later(1))).toBeNull()
    expect(await attempt(target, later(1))).toEqual(refused('account_disabled'))
    expect(await rowOf(target.id)).toMatchObject({ disabledAt: NOW, disabledReason: REASON })
    const events = await eventsAbout(target.id)
    expect(events).toMatchObject([
      { action: 'user_disabled', details: { sessionsEnded: 1, endsByItself: false } },
    ])
    expect(events[0]?.originDigest).not.toBeNull()
    expect(JSON.stringify(events)).not.toContain('department')
  })

  test('is enabled again, and earlier sessions stay ended', async () => {
    const session = await newSession(target, NOW)
    await disable()
    expect(await enableUser(admin.by, target.id, later(1))).toMatchObject({ ok: true })
    expect(await attempt(target, later(2))).toMatchObject({ ok: true })
    expect(await checkSession(session.id, later(2))).toBeNull()
    const row = await rowOf(target.id)
    expect(row).toMatchObject({ disabledAt: null, disabledUntil: null, disabledReason: null })
    expect((await eventsAbout(target.id)).map(({ action }) => action)).toEqual([
      'user_disabled',
      'user_enabled',
    ])
  })

  test('with an end is enabled automatically at that time', async () => {
    await disable(later(60))
    expect(await attempt(target, later(59))).toEqual(refused('account_disabled'))
    expect(await attempt(target, later(60))).toMatchObject({ ok: true })
    const session = await newSession(target, later(60))
    expect(await checkSession(session.id, later(61))).not.toBeNull()
    expect(await checkSession(session.id, later(59))).toBeNull()
  })

  test('with an end is recorded in the audit log, without the time', async () => {
    await disable(later(60))
    expect(await eventsAbout(target.id)).toMatchObject([
      { action: 'user_disabled', details: { sessionsEnded: 0, endsByItself: true } },
    ])
  })

  test('that is already enabled is unchanged, without an event', async () => {
    expect(await enableUser(admin.by, target.id, NOW)).toMatchObject({ ok: true })
    expect(await eventsAbout(target.id)).toEqual([])
  })
})

test('signing out all devices ends every session of that account only', async () => {
  const own = await Promise.all([1, 2, 3].map(() => newSession(target, NOW)))
  const result = await signOutAllDevices(admin.by, target.id, NOW)
  expect(result).toEqual({ ok: true, value: { sessionsEnded: 3 } })
  const alive = await Promise.all(own.map(({ id }) => checkSession(id, later(1))))
  expect(alive).toEqual([null, null, null])
  expect(await checkSession(admin.viewer.session.id, later(1))).not.toBeNull()
  expect(await eventsAbout(target.id)).toMatchObject([
    { action: 'session_ended', details: { sessionsEnded: 3 } },
  ])
})

test('signing out a user without sessions records no event', async () => {
  const nothing = { ok: true, value: { sessionsEnded: 0 } }
  expect(await signOutAllDevices(admin.by, target.id, NOW)).toEqual(nothing)
  expect(await eventsAbout(target.id)).toEqual([])
})

test('an account locked by wrong passwords is unlocked', async () => {
  for (let count = 0; count < 5; count++) {
    const wrong = { identifier: target.email, password: 'not the password!' }
    await signIn(wrong, newVisitor(), NOW)
  }
  expect(await attempt(target, later(1))).toMatchObject(refused('rate_limited'))
  expect(await unlockUser(OPERATOR, target.id, later(2))).toMatchObject({ ok: true })
  expect(await attempt(target, later(3))).toMatchObject({ ok: true })
  expect(await eventsAbout(target.id)).toMatchObject([{ action: 'user_unlocked', actorId: null }])
})

describe('a deleted account', () => {
  test('leaves no personal data, frees its names, and is announced to its email', async () => {
    const session = await newSession(target, NOW)
    await setRole({ viewer: admin.viewer, request: newVisitor() }, target.id, 'ADMIN', NOW)
    await prisma().auditOrigin.create({
      data: {
        eventId: randomUUID(),
        personId: target.id,
        ...{ salt: 'x', address: '203.0.113.9', userAgent: 'their own', at: NOW },
      },
    })
    expect(await deleteUser(admin.by, target.id, later(1))).toEqual({ ok: true, value: 'deleted' })
    expect(await rowOf(target.id)).toBeNull()
    expect(await checkSession(session.id, later(2))).toBeNull()
    expect(await prisma().auditOrigin.count({ where: { personId: target.id } })).toBe(0)
    expect((await eventsAbout(target.id)).map(({ action }) => action)).toEqual([
      'authz_change',
      'user_deleted',
    ])
    const mails = await prisma().outboxMail.findMany({ where: { to: target.email } })
    expect(mails).toMatchObject([{ template: 'account-deleted', data: { by: 'administrator' } }])
    await newAccount({ email: target.email, username: target.username })
  })

  test('is deleted once, however many concurrent requests there are', async () => {
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => deleteUser(admin.by, target.id, NOW)),
    )
    expect(answers.filter((answer) => answer?.ok)).toHaveLength(1)
    expect((await eventsAbout(target.id)).map(({ action }) => action)).toEqual(['user_deleted'])
  })
})

test.each(['demote', 'disable', 'sign out', 'delete'] as const)(
  'administrators cannot %s themselves, even if others could take over',
  async (what) => {
    await newAdministrator(NOW)
    const { by, account, viewer } = admin
    expect(await ACTIONS[what](by, account.id)).toEqual(refused('own_account'))
    expect(await rowOf(account.id)).toEqual(account)
    expect(await checkSession(viewer.session.id, later(1))).not.toBeNull()
    expect(await eventsAbout(account.id)).toEqual([])
  },
)
