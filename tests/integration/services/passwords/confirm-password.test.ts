import { describe, expect, test } from 'vitest'
import { prisma } from '@/lib/data/database/prisma'
import { revokeSession } from '@/lib/data/sessions/sessions'
import { err } from '@/lib/platform/result'
import { confirmPassword } from '@/lib/services/passwords/confirm-password'
import { signIn } from '@/lib/services/sign-in/sign-in'
import { newAccount, PASSWORD } from '../../setup/new-account'
import { newSession } from '../../setup/new-session'
import { newViewer } from '../../setup/new-viewer'
import { newVisitor } from '../../setup/new-visitor'
import { eventsAbout } from '../../setup/recorded-events'

const NOW = new Date('2026-03-01T12:00:00Z')
const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1000)
const WRONG = { ok: false, refusal: { code: 'password_wrong' } }

const provedAt = async (id: string) =>
  (await prisma().session.findUniqueOrThrow({ where: { id } })).provedAt
const eventsOf = async (targetId: string) =>
  (await eventsAbout(targetId)).filter(({ action }) => action === 'session_reauthenticated')

describe('confirming the password', () => {
  test('proves it for this session only, and is recorded', async () => {
    const account = await newAccount()
    const viewer = await newViewer(account, NOW)
    const other = await newSession(account, NOW)
    const answer = await confirmPassword(viewer, { password: PASSWORD }, newVisitor(), later(900))
    expect(answer).toEqual({ ok: true, value: 'proven' })
    expect(await provedAt(viewer.session.id)).toEqual(later(900))
    expect(await provedAt(other.id)).toEqual(NOW)
    const [event, ...more] = await eventsOf(account.id)
    expect(event).toMatchObject({ result: 'SUCCESS', actorId: account.id, at: later(900) })
    expect(more).toEqual([])
  })

  test('with a wrong one proves nothing, and is recorded', async () => {
    const account = await newAccount()
    const viewer = await newViewer(account, NOW)
    const visitor = newVisitor()
    expect(
      await confirmPassword(viewer, { password: 'not the password' }, visitor, later(900)),
    ).toEqual(WRONG)
    expect(await provedAt(viewer.session.id)).toEqual(NOW)
    expect((await eventsOf(account.id)).map(({ result, address }) => [result, address])).toEqual([
      ['FAILURE', visitor.address],
    ])
  })

  test('with a wrong one counts as a failed sign-in and shares its lock', async () => {
    const account = await newAccount()
    const viewer = await newViewer(account, NOW)
    for (let guess = 0; guess < 3; guess += 1) {
      expect(
        await confirmPassword(viewer, { password: `guess ${guess}` }, newVisitor(), NOW),
      ).toEqual(WRONG)
    }
    for (let guess = 0; guess < 2; guess += 1) {
      const credentials = { identifier: account.email, password: `guess ${guess}` }
      expect(await signIn(credentials, newVisitor(), NOW)).toEqual(err('invalid_credentials'))
    }
    const locked = { ok: false, refusal: { code: 'rate_limited', retryAfterSeconds: 30 } }
    expect(await confirmPassword(viewer, { password: PASSWORD }, newVisitor(), NOW)).toEqual(locked)
    // A guess that was not evaluated does not count.
    expect((await eventsOf(account.id)).map(({ result }) => result)).toEqual(
      Array(3).fill('FAILURE'),
    )
    const right = { identifier: account.email, password: PASSWORD }
    expect(await signIn(right, newVisitor(), NOW)).toEqual(locked)
    expect(
      await confirmPassword(viewer, { password: PASSWORD }, newVisitor(), later(31)),
    ).toMatchObject({
      ok: true,
    })
  })

  test('mails the owner at the first lock', async () => {
    const account = await newAccount()
    const viewer = await newViewer(account, NOW)
    for (let guess = 0; guess < 5; guess += 1) {
      await confirmPassword(viewer, { password: `guess ${guess}` }, newVisitor(), NOW)
    }
    const mails = await prisma().outboxMail.findMany({ where: { to: account.email } })
    expect(mails.map(({ template }) => template)).toEqual(['account-locked'])
  })

  test('proves nothing in a session that has ended meanwhile', async () => {
    const viewer = await newViewer(await newAccount(), NOW)
    await revokeSession(prisma(), viewer.session.id, NOW)
    const answer = await confirmPassword(viewer, { password: PASSWORD }, newVisitor(), later(900))
    expect(answer).toEqual({ ok: false, refusal: { code: 'session_expired' } })
    expect(await provedAt(viewer.session.id)).toEqual(NOW)
  })

  test('always fails for a user without a password, and says so', async () => {
    const viewer = await newViewer(await newAccount({ passwordHash: null }), NOW)
    const answer = await confirmPassword(viewer, { password: PASSWORD }, newVisitor(), NOW)
    expect(answer).toEqual({ ok: false, refusal: { code: 'password_missing' } })
  })
})
