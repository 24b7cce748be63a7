import { beforeEach, describe, expect, test } from 'vitest'
import { newToken } from '@/lib/crypto/random-token'
import { prisma } from '@/lib/data/database/prisma'
import { days, later, minutes } from '@/lib/domain/time'
import { findNotMeAccount, secureAccount } from '@/lib/services/passwords/not-me'
import { requestPasswordReset, resetPassword } from '@/lib/services/passwords/password-reset'
import { checkSession } from '../../setup/check-session'
import { signIn } from '@/lib/services/sign-in/sign-in'
import { Browser } from '../../auth/browser'
import { mailedToken } from '../../setup/mailed-token'
import { newAccount, PASSWORD } from '../../setup/new-account'
import { newSession } from '../../setup/new-session'
import { newVisitor } from '../../setup/new-visitor'
import { eventsAbout } from '../../setup/recorded-events'

const WRONG = 'not the password!'
const NEW_PASSWORD = 'copper kettle midnight'
const TOKEN_INVALID = { ok: false, refusal: { code: 'token_invalid' } }

const mailsTo = async (to: string) =>
  (await prisma().outboxMail.findMany({ where: { to }, orderBy: { createdAt: 'asc' } })).map(
    ({ template }) => template,
  )

async function signInFrom(browser: Browser, identifier: string, password = PASSWORD) {
  await browser.signIn({ identifier, password })
}

describe('a sign-in is announced by mail', () => {
  test('from a second browser, but not from the first or a known one', async () => {
    const { email } = await newAccount()
    const [first, second] = [new Browser(), new Browser()]
    await signInFrom(first, email)
    await signInFrom(first, email)
    expect(await mailsTo(email)).toEqual([])
    await signInFrom(second, email)
    await signInFrom(second, email)
    expect(await mailsTo(email)).toEqual(['new-sign-in'])
    const mail = await prisma().outboxMail.findFirstOrThrow({ where: { to: email } })
    expect(mail.data).toMatchObject({
      why: 'new_device',
      device: 'Chrome on Linux',
      address: second.address,
    })
  })

  test('after five wrong passwords, also from a known browser', async () => {
    const { email, id } = await newAccount()
    const browser = new Browser()
    await signInFrom(browser, email)
    for (let made = 0; made < 5; made += 1) await signInFrom(new Browser(), email, WRONG)
    await signInFrom(browser, email)
    expect(await mailsTo(email)).toEqual(['account-locked', 'new-sign-in'])
    const events = await eventsAbout(id)
    expect(events.find(({ action }) => action === 'authn_login_successafterfail')).toMatchObject({
      details: { failures: 5, isNewDevice: false },
    })
  })

  test('after a reset, because someone with the old password may have left a known browser', async () => {
    const { email } = await newAccount()
    const browser = new Browser()
    await signInFrom(browser, email)
    await requestPasswordReset({ email }, newVisitor(), new Date())
    const token = await mailedToken(email)
    await resetPassword({ token, password: NEW_PASSWORD }, newVisitor(), new Date())
    await signInFrom(browser, email, NEW_PASSWORD)
    expect((await mailsTo(email)).at(-1)).toBe('new-sign-in')
    // That link is newer than the password, so it works.
    const link = { token: await mailedToken(email) }
    expect(await secureAccount(link, newVisitor(), new Date())).toMatchObject({ ok: true })
  })

  test('at most ten times an hour', async () => {
    const { email } = await newAccount()
    for (let made = 0; made < 13; made += 1) await signInFrom(new Browser(), email)
    expect(await mailsTo(email)).toHaveLength(10)
  })
})

describe('“This wasn’t me”', () => {
  let account: Awaited<ReturnType<typeof newAccount>>
  let token: string
  let now: Date
  beforeEach(async () => {
    account = await newAccount()
    await signInFrom(new Browser(), account.email)
    await signInFrom(new Browser(), account.email)
    token = await mailedToken(account.email)
    now = new Date()
  })
  const secure = (at = now) => secureAccount({ token }, newVisitor(), at)
  const canSignIn = async (password: string) =>
    (await signIn({ identifier: account.email, password }, newVisitor(), now)).ok

  test('ends every session, removes the password, and mails a reset link', async () => {
    const other = await newSession(await newAccount(), now)
    expect(await secure()).toEqual({ ok: true, value: 'secured' })
    expect(await prisma().session.count({ where: { userId: account.id, revokedAt: null } })).toBe(0)
    expect(await checkSession(other.id, now)).not.toBeNull()
    expect(await canSignIn(PASSWORD)).toBe(false)
    expect((await mailsTo(account.email)).at(-1)).toBe('reset-password')

    const reset = await mailedToken(account.email)
    const outcome = await resetPassword({ token: reset, password: NEW_PASSWORD }, newVisitor(), now)
    expect(outcome).toMatchObject({ ok: true })
    expect(await canSignIn(NEW_PASSWORD)).toBe(true)
  })

  test('changes nothing else', async () => {
    const before = await prisma().user.findUniqueOrThrow({ where: { id: account.id } })
    await secure()
    const after = await prisma().user.findUniqueOrThrow({ where: { id: account.id } })
    const changed = {
      passwordHash: null,
      passwordPepper: null,
      signInRestartedAt: now,
      updatedAt: after.updatedAt,
    }
    expect(after).toEqual({ ...before, ...changed })
  })

  test('is recorded', async () => {
    await secure()
    await secure()
    const events = (await eventsAbout(account.id)).slice(-3)
    expect(events).toMatchObject([
      { action: 'session_ended', actorId: null, details: { reason: 'not_me', count: 2 } },
      { action: 'authn_token_created', details: { purpose: 'reset_password' } },
      { action: 'authn_token_reuse', result: 'FAILURE', details: { purpose: 'not_me' } },
    ])
  })

  test('fifty times at once takes effect once', async () => {
    const outcomes = await Promise.all(Array.from({ length: 50 }, () => secure()))
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1)
    const resets = (await mailsTo(account.email)).filter((name) => name === 'reset-password')
    expect(resets).toHaveLength(1)
  })

  test('works from each of several mails, until one was used', async () => {
    await signInFrom(new Browser(), account.email)
    const newer = await mailedToken(account.email)
    expect(newer).not.toBe(token)
    expect(await findNotMeAccount(token, now)).not.toBeNull()
    await secure()
    expect(await findNotMeAccount(newer, now)).toBeNull()
  })

  test('expires after a week', async () => {
    expect(await findNotMeAccount(token, later(now, days(7) - minutes(1)))).not.toBeNull()
    expect(await secure(later(now, days(7)))).toEqual(TOKEN_INVALID)
    expect(await canSignIn(PASSWORD)).toBe(true)
  })

  /** A server whose clock is a minute behind, or ahead. */
  const setPassword = async (at: Date) => {
    await requestPasswordReset({ email: account.email }, newVisitor(), at)
    const reset = { token: await mailedToken(account.email), password: NEW_PASSWORD }
    expect(await resetPassword(reset, newVisitor(), at)).toMatchObject({ ok: true })
  }

  test('is invalid after a newer password, whatever the clock of the server that set it', async () => {
    await prisma().outboxMail.deleteMany({ where: { to: account.email } })
    await setPassword(later(now, -minutes(1)))
    expect(await secure()).toEqual(TOKEN_INVALID)
  })

  test('is invalid after another email', async () => {
    const data = { email: `moved-${account.email}` }
    await prisma().user.update({ where: { id: account.id }, data })
    expect(await secure()).toEqual(TOKEN_INVALID)
  })

  test('stays valid after an earlier password set by a server whose clock is ahead', async () => {
    await setPassword(later(now, minutes(1)))
    await prisma().outboxMail.deleteMany({ where: { to: account.email } })
    await signInFrom(new Browser(), account.email, NEW_PASSWORD)
    expect(await findNotMeAccount(await mailedToken(account.email), new Date())).not.toBeNull()
  })

  test('is limited to thirty tries an hour per address, valid or not', async () => {
    const visitor = newVisitor()
    const attempt = (tried: string) => secureAccount({ token: tried }, visitor, now)
    const dead = 'x'.repeat(43)
    for (let tries = 0; tries < 30; tries += 1) expect(await attempt(dead)).toEqual(TOKEN_INVALID)
    for (const tried of [dead, token]) {
      expect(await attempt(tried)).toMatchObject({ refusal: { code: 'rate_limited' } })
    }
    expect(await findNotMeAccount(token, now)).not.toBeNull()
  })

  test('refuses a link of another purpose and an unknown one', async () => {
    await requestPasswordReset({ email: account.email }, newVisitor(), now)
    const reset = await mailedToken(account.email)
    expect(await secureAccount({ token: reset }, newVisitor(), now)).toEqual(TOKEN_INVALID)
    expect(await secureAccount(newToken(), newVisitor(), now)).toEqual(TOKEN_INVALID)
    expect(await resetPassword({ token, password: NEW_PASSWORD }, newVisitor(), now)).toEqual(
      TOKEN_INVALID,
    )
    expect(await canSignIn(PASSWORD)).toBe(true)
  })
})
