import { describe, expect, test } from 'vitest'
import { requestPasswordReset, resetPassword } from '@/lib/services/passwords/password-reset'
import { mailedToken } from '../../setup/mailed-token'
import { prisma } from '@/lib/data/database/prisma'
import { err } from '@/lib/platform/result'
import { openSession } from '@/lib/services/sessions/sessions'
import { signIn } from '@/lib/services/sign-in/sign-in'
import { setUserPassword } from '@/lib/data/users/user-passwords'
import { hashPassword } from '@/lib/password/password'
import { unwrap } from '@/lib/platform/result'
import { newAccount, PASSWORD } from '../../setup/new-account'
import { newVisitor } from '../../setup/new-visitor'
import { actionsAbout, eventsAbout } from '../../setup/recorded-events'
import { afterFirstStep, firstStep, knownBrowser, secondStep } from '../../setup/second-step'
import { codeOf, withTwoFactor } from '../../setup/two-factor'

const NOON = new Date('2026-03-01T12:00:00Z')
const after = (seconds: number) => new Date(NOON.getTime() + seconds * 1000)

async function someone() {
  const account = await newAccount()
  const { secret, recoveryCodes } = await withTwoFactor(account, NOON)
  const credentials = { identifier: account.email, password: PASSWORD }
  return { account, secret, recoveryCodes, credentials }
}

const sessionsOf = (userId: string) =>
  prisma().session.findMany({ where: { userId, createdAt: { gte: NOON } } })

const recovery = (code = '') => ({ recoveryCode: code.replaceAll('-', '') })

describe('a right password of an account with two-factor', () => {
  test('opens no session, not even for whoever ignores the challenge', async () => {
    const { account, credentials } = await someone()
    const first = await signIn(credentials, newVisitor(), NOON)
    if (!first.ok) throw new Error('the password should be right')
    expect(first.value.proof).toBeNull()
    expect(first.value.challenge).not.toBeNull()
    const ignoring = openSession(first.value, { ...newVisitor(), remember: false }, NOON)
    await expect(ignoring).rejects.toThrow('two_factor_expired')
    expect(await sessionsOf(account.id)).toEqual([])
  })

  test('followed by a code of the app opens one, which says how', async () => {
    const { account, secret, credentials } = await someone()
    const from = newVisitor()
    const challenge = await firstStep(credentials, from, NOON)
    const session = await secondStep(challenge, { code: codeOf(secret, NOON) }, from, NOON)
    expect(session).toMatchObject({ method: 'password+totp', provedAt: NOON })
    const events = await eventsAbout(account.id)
    expect(events.at(-2)).toMatchObject({
      action: 'authn_login_success',
      details: { failures: 0, isNewDevice: true, method: 'password+totp' },
    })
  })

  test('followed by a recovery code opens one, and leaves nine', async () => {
    const { account, recoveryCodes, credentials } = await someone()
    const from = newVisitor()
    const challenge = await firstStep(credentials, from, NOON)
    const session = await secondStep(challenge, recovery(recoveryCodes[3]), from, NOON)
    expect(session).toMatchObject({ method: 'password+recovery' })
    const left = await prisma().recoveryCode.count({ where: { userId: account.id, usedAt: null } })
    expect(left).toBe(9)
  })

  test('tells the wrong passwords before it only once the second step is done', async () => {
    const { account, secret, credentials } = await someone()
    const from = newVisitor()
    for (const password of ['wrong one', 'wrong two']) {
      await signIn({ ...credentials, password }, from, NOON)
    }
    const challenge = await firstStep(credentials, from, NOON)
    expect(await secondStep(challenge, { code: '000000' }, from, NOON)).toBe('two_factor_invalid')
    await secondStep(challenge, { code: codeOf(secret, NOON) }, from, NOON)
    expect((await eventsAbout(account.id)).at(-2)).toMatchObject({
      action: 'authn_login_successafterfail',
      details: { failures: 3 },
    })
  })
})

test('a reset by mail sets a password, and the next sign-in still asks for a code', async () => {
  const { account } = await someone()
  await requestPasswordReset({ email: account.email }, newVisitor(), NOON)
  const input = { token: await mailedToken(account.email), password: 'copper kettle midnight' }
  await resetPassword(input, newVisitor(), after(1))
  const credentials = { identifier: account.email, password: input.password }
  const first = await signIn(credentials, newVisitor(), after(2))
  expect(first).toMatchObject({ ok: true, value: { proof: null } })
  expect(first.ok && first.value.challenge).not.toBeNull()
})

describe('a challenge', () => {
  test('is over after five minutes', async () => {
    const { account, secret } = await someone()
    const from = newVisitor()
    const challenge = await afterFirstStep(account, NOON)
    const answer = (at: Date) => secondStep(challenge, { code: codeOf(secret, at) }, from, at)
    expect(await answer(after(300))).toBe('two_factor_expired')
    expect(await answer(after(299))).toMatchObject({ method: 'password+totp' })
  })

  test('is answered once, whatever other codes there are', async () => {
    const { account, secret, recoveryCodes } = await someone()
    const from = newVisitor()
    const challenge = await afterFirstStep(account, NOON)
    await secondStep(challenge, { code: codeOf(secret, NOON) }, from, NOON)
    const again = await secondStep(challenge, recovery(recoveryCodes[0]), from, after(1))
    expect(again).toBe('two_factor_expired')
    expect(await sessionsOf(account.id)).toHaveLength(1)
  })

  test('is good for its own account', async () => {
    const [one, other] = [await someone(), await someone()]
    const from = newVisitor()
    const challenge = await firstStep(one.credentials, from, NOON)
    const forged = { ...challenge, userId: other.account.id }
    const answer = { code: codeOf(other.secret, NOON) }
    expect(await secondStep(forged, answer, from, NOON)).toBe('two_factor_expired')
    expect(await secondStep(challenge, answer, from, NOON)).toBe('two_factor_invalid')
  })

  test('opens nothing once the password was changed', async () => {
    const { account, secret } = await someone()
    const from = newVisitor()
    const challenge = await afterFirstStep(account, NOON)
    const password = unwrap(await hashPassword('copper kettle midnight'))
    await setUserPassword(prisma(), account, password, after(1))
    const session = await secondStep(challenge, { code: codeOf(secret, NOON) }, from, after(2))
    expect(session).toBe('no session')
  })
})

describe('a code', () => {
  test('works once, and none before it works afterwards', async () => {
    const { account, secret } = await someone()
    const from = newVisitor()
    const code = codeOf(secret, NOON)
    const earlier = codeOf(secret, after(-30))
    const first = await afterFirstStep(account, NOON)
    expect(await secondStep(first, { code }, from, NOON)).toMatchObject({
      method: 'password+totp',
    })
    for (const used of [code, earlier]) {
      const challenge = await afterFirstStep(account, after(1))
      expect(await secondStep(challenge, { code: used }, from, after(1))).toBe('two_factor_invalid')
    }
  })

  test.each([
    ['the same challenge', false],
    ['challenges of their own', true],
  ])('fifty at once with %s are one session', async (_name, hasOwn) => {
    const { account, secret } = await someone()
    const code = codeOf(secret, NOON)
    const shared = await afterFirstStep(account, NOON)
    const challenges = await Promise.all(
      Array.from({ length: 50 }, () => (hasOwn ? afterFirstStep(account, NOON) : shared)),
    )
    // Each from a browser of its own that is known, so that no limit decides.
    const answers = await Promise.all(
      challenges.map((challenge) => {
        const { deviceToken } = knownBrowser(account.id, NOON)
        return secondStep(challenge, { code }, { ...newVisitor(), deviceToken }, NOON)
      }),
    )
    expect(answers.filter((answer) => typeof answer === 'object')).toHaveLength(1)
    expect(await sessionsOf(account.id)).toHaveLength(1)
  })
})

test('one recovery code in fifty hands at once is one session, and one code less', async () => {
  const { account, recoveryCodes } = await someone()
  const challenges = await Promise.all(
    Array.from({ length: 50 }, () => afterFirstStep(account, NOON)),
  )
  const answers = await Promise.all(
    challenges.map((challenge) => {
      const { deviceToken } = knownBrowser(account.id, NOON)
      const from = { ...newVisitor(), deviceToken }
      return secondStep(challenge, recovery(recoveryCodes[0]), from, NOON)
    }),
  )
  expect(answers.filter((answer) => typeof answer === 'object')).toHaveLength(1)
  const left = await prisma().recoveryCode.count({ where: { userId: account.id, usedAt: null } })
  expect(left).toBe(9)
})

describe('wrong codes', () => {
  test('are counted apart from passwords: entering the password again forgives none', async () => {
    const { secret, credentials } = await someone()
    const from = newVisitor()
    for (let guess = 0; guess < 5; guess += 1) {
      const challenge = await firstStep(credentials, newVisitor(), NOON)
      expect(await secondStep(challenge, { code: `00000${guess}` }, from, NOON)).toBe(
        'two_factor_invalid',
      )
    }
    const challenge = await firstStep(credentials, from, NOON)
    const answer = { code: codeOf(secret, NOON) }
    expect(await secondStep(challenge, answer, from, NOON)).toBe('rate_limited')
    const later = { code: codeOf(secret, after(31)) }
    expect(await secondStep(challenge, later, from, after(31))).toMatchObject({
      id: expect.any(String),
    })
  })

  test('two hundred at once are five guesses, and end no session of the owner', async () => {
    const { account, secret } = await someone()
    const own = newVisitor()
    const opened = await afterFirstStep(account, NOON)
    const session = await secondStep(opened, { code: codeOf(secret, NOON) }, own, NOON)
    const challenge = await afterFirstStep(account, NOON)
    const challenges = await Promise.all(
      Array.from({ length: 20 }, () => afterFirstStep(account, NOON)),
    )
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_value, index) => {
        const one = challenges[index % challenges.length] ?? challenge
        return secondStep(one, { code: String(index).padStart(6, '0') }, newVisitor(), NOON)
      }),
    )
    expect(answers.filter((answer) => answer === 'two_factor_invalid')).toHaveLength(5)
    expect(answers.filter((answer) => answer === 'rate_limited')).toHaveLength(195)
    const row = await prisma().session.findUniqueOrThrow({
      where: { id: typeof session === 'object' ? session.id : '' },
    })
    expect(row.revokedAt).toBeNull()
    const locks = (await actionsAbout(account.id)).filter((one) => one.includes('lock'))
    expect(locks).toEqual(['authn_login_lock FAILURE'])
  })

  test('of others do not lock a browser that the owner has used', async () => {
    const { account, secret } = await someone()
    const challenge = await afterFirstStep(account, NOON)
    for (let guess = 0; guess < 6; guess += 1) {
      await secondStep(challenge, { code: `00000${guess}` }, newVisitor(), NOON)
    }
    const { deviceToken } = knownBrowser(account.id, NOON)
    const own = { ...newVisitor(), deviceToken }
    const step = await afterFirstStep(account, NOON)
    expect(await secondStep(step, { code: codeOf(secret, NOON) }, own, NOON)).toMatchObject({
      method: 'password+totp',
    })
  })

  test('ten in a row mail the owner, once', async () => {
    const { account } = await someone()
    let now = NOON
    const mails = () =>
      prisma().outboxMail.count({ where: { accountId: account.id, template: 'wrong-codes' } })
    for (let guess = 1; guess <= 12; guess += 1) {
      const challenge = await afterFirstStep(account, now)
      const code = String(guess).padStart(6, '0')
      expect(await secondStep(challenge, { code }, newVisitor(), now)).toBe('two_factor_invalid')
      expect(await mails(), `after ${guess}`).toBe(guess < 10 ? 0 : 1)
      now = new Date(now.getTime() + 901_000)
      // The lock is over, and the quiet time after it is not.
      if (guess < 5) now = NOON
    }
  })
})

describe('the key that sealed a secret', () => {
  test('lost, is told as that, and counts as no guess', async () => {
    const { account, secret, recoveryCodes } = await someone()
    await prisma().authenticator.update({
      where: { userId: account.id },
      data: { keyName: 'another-key' },
    })
    const from = newVisitor()
    const challenge = await afterFirstStep(account, NOON)
    for (let tries = 0; tries < 7; tries += 1) {
      const answer = { code: codeOf(secret, NOON) }
      expect(await secondStep(challenge, answer, from, NOON)).toBe('two_factor_unreadable')
    }
    const session = await secondStep(challenge, recovery(recoveryCodes[0]), from, NOON)
    expect(session).toMatchObject({ method: 'password+recovery' })
  })
})

test('an unknown identifier and a wrong password are answered as ever', async () => {
  const { credentials } = await someone()
  const wrong = { ...credentials, password: 'not the password!' }
  expect(await signIn(wrong, newVisitor(), NOON)).toEqual(err('invalid_credentials'))
})
