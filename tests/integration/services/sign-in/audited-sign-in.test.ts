import { describe, expect, test } from 'vitest'
import { prisma } from '@/lib/data/database/prisma'
import { confirmEmail } from '@/lib/services/sign-up/confirm-email'
import { requestPasswordReset, resetPassword } from '@/lib/services/passwords/password-reset'
import { signIn } from '@/lib/services/sign-in/sign-in'
import { signUp } from '@/lib/services/sign-up/sign-up'
import { Browser } from '../../auth/browser'
import { mailedToken } from '../../setup/mailed-token'
import { newAccount, PASSWORD } from '../../setup/new-account'
import { newSession } from '../../setup/new-session'
import { newVisitor } from '../../setup/new-visitor'
import { actionsAbout, eventsAbout } from '../../setup/recorded-events'
import { cookieName } from '@/lib/domain/site/cookie-names'

const NOON = new Date('2026-03-01T12:00:00Z')
const WRONG = 'not the password!'

async function signedIn() {
  const user = await newAccount()
  const browser = new Browser()
  await browser.signIn({ identifier: user.email, password: PASSWORD })
  return { user, browser }
}

describe('a sign-in is recorded', () => {
  test('when it succeeds, with the session it opened', async () => {
    const { user, browser } = await signedIn()
    const events = await eventsAbout(user.id)
    expect(events).toMatchObject([
      { action: 'authn_login_success', result: 'SUCCESS', actorId: user.id },
      { action: 'session_created', result: 'SUCCESS', actorId: user.id },
    ])
    expect(events[0]).toMatchObject({
      address: browser.address,
      details: { failures: 0, isNewDevice: false },
    })
  })

  test('with whether the browser was known, and after how many failures', async () => {
    const { user, browser } = await signedIn()
    for (const password of [WRONG, WRONG, PASSWORD]) {
      await browser.signIn({ identifier: user.username, password })
    }
    expect(await actionsAbout(user.id)).toEqual([
      'authn_login_success SUCCESS',
      'session_created SUCCESS',
      'authn_login_fail FAILURE',
      'authn_login_fail FAILURE',
      'authn_login_successafterfail SUCCESS',
      'session_created SUCCESS',
      'session_ended SUCCESS',
    ])
    const events = await eventsAbout(user.id)
    expect(events[4]?.details).toEqual({
      ...{ failures: 2, isNewDevice: false, method: 'password' },
    })
    expect(events[6]?.details).toEqual({ reason: 'replaced' })
  })

  test('when it fails, without anything that was typed', async () => {
    const user = await newAccount()
    const from = newVisitor()
    await signIn({ identifier: user.email, password: WRONG }, from, NOON)
    expect(await eventsAbout(user.id)).toMatchObject([
      {
        action: 'authn_login_fail',
        result: 'FAILURE',
        actorId: null,
        at: NOON,
        address: from.address,
        details: { reason: 'wrong_password' },
      },
    ])
  })

  test('for an unknown name by the same rows, without the name', async () => {
    const count = () => Promise.all([prisma().auditEvent.count(), prisma().auditOrigin.count()])
    const [events, origins] = await count()
    for (let made = 0; made < 5; made += 1) {
      await signIn({ identifier: 'typed-by-mistake', password: WRONG }, newVisitor(), NOON)
    }
    expect(await count()).toEqual([events + 6, origins + 6])
    const rows = await prisma().auditEvent.findMany({ where: { targetId: null, at: NOON } })
    expect(rows.length).toBeGreaterThanOrEqual(6)
    expect(JSON.stringify(rows)).not.toContain('typed-by-mistake')
  })

  test('when it locks the account', async () => {
    const user = await newAccount()
    for (let made = 0; made < 6; made += 1) {
      await signIn({ identifier: user.email, password: WRONG }, newVisitor(), NOON)
    }
    const actions = await actionsAbout(user.id)
    expect(actions.filter((action) => action === 'authn_login_fail FAILURE')).toHaveLength(5)
    expect(actions.at(-1)).toBe('authn_login_lock FAILURE')
    expect(actions).toHaveLength(6)
  })

  test('when the password was right and the account may not sign in', async () => {
    const user = await newAccount({ disabledAt: NOON })
    await signIn({ identifier: user.email, password: PASSWORD }, newVisitor(), NOON)
    expect(await eventsAbout(user.id)).toMatchObject([
      { action: 'authn_login_fail', details: { reason: 'account_disabled' } },
    ])
  })

  test("not as the owner's, when it used the password of someone's sign-up for their email", async () => {
    const user = await newAccount()
    const password = 'copper kettle midnight'
    const input = { name: 'Planted', email: user.email, username: 'planted', password }
    await signUp(input, newVisitor(), NOON)
    await signIn({ identifier: user.email, password }, newVisitor(), NOON)
    expect(await eventsAbout(user.id)).toEqual([])
  })
})

test('a sign-out is recorded once, however often it is sent', async () => {
  const { user, browser } = await signedIn()
  const [csrfToken, cookie] = [
    await browser.csrfToken(),
    browser.cookies.get(cookieName('session')),
  ]
  await browser.post('signout', { form: { csrfToken } })
  browser.cookies.set(cookieName('session'), cookie ?? '')
  await browser.post('signout', { form: { csrfToken: await browser.csrfToken() } })
  const ended = (await eventsAbout(user.id)).filter(({ action }) => action === 'session_ended')
  expect(ended).toMatchObject([
    { actorId: user.id, address: browser.address, details: { reason: 'sign_out' } },
  ])
})

describe('a sign-up is recorded', () => {
  test('once it is confirmed; a wrong password at its link is about no user', async () => {
    const email = 'to-be-recorded@example.com'
    const input = { name: 'New', email, username: 'to-be-recorded', password: PASSWORD }
    await signUp(input, newVisitor(), NOON)
    const token = await mailedToken(email)
    await confirmEmail({ token, password: WRONG }, newVisitor(), NOON)
    await confirmEmail({ token, password: PASSWORD }, newVisitor(), NOON)
    const user = await prisma().user.findUniqueOrThrow({ where: { email } })
    expect(await actionsAbout(user.id)).toEqual([
      'sign_up_requested SUCCESS',
      'user_created SUCCESS',
      'email_verified SUCCESS',
    ])
  })

  test('of an existing account as confirmed', async () => {
    const user = await newAccount({ emailVerifiedAt: null })
    await signIn({ identifier: user.email, password: PASSWORD }, newVisitor(), NOON)
    const token = await mailedToken(user.email)
    for (const password of [WRONG, PASSWORD]) {
      await confirmEmail({ token, password }, newVisitor(), NOON)
    }
    expect((await actionsAbout(user.id)).slice(1)).toEqual([
      'email_verified FAILURE',
      'email_verified SUCCESS',
    ])
  })
})

describe('a password reset is recorded', () => {
  test('when it is requested, when it is done, and when its link is reused', async () => {
    const user = await newAccount()
    await newSession(user, NOON)
    const from = newVisitor()
    await requestPasswordReset({ email: user.email }, from, NOON)
    const token = await mailedToken(user.email)
    for (const password of ['short', 'copper kettle midnight', 'another long secret']) {
      await resetPassword({ token, password }, from, NOON)
    }
    const events = (await eventsAbout(user.id)).slice(2)
    expect(events).toMatchObject([
      { action: 'authn_token_created', result: 'SUCCESS', details: { purpose: 'reset_password' } },
      { action: 'authn_password_reset', result: 'SUCCESS', details: { sessionsEnded: 1 } },
      { action: 'authn_token_reuse', result: 'FAILURE', details: { purpose: 'reset_password' } },
    ])
    for (const { address } of events) expect(address).toBe(from.address)
  })

  test('for an unknown email without the email', async () => {
    const before = await prisma().auditEvent.count()
    await requestPasswordReset({ email: 'nobody-resets@example.com' }, newVisitor(), NOON)
    expect(await prisma().auditEvent.count()).toBe(before + 1)
    const rows = await prisma().auditEvent.findMany({ where: { action: 'authn_token_created' } })
    expect(JSON.stringify(rows)).not.toContain('nobody-resets')
  })
})
