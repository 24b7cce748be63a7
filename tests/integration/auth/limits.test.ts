import { beforeAll, describe, expect, test, vi } from 'vitest'
import { newAccount, PASSWORD } from '../setup/new-account'
import { newVisitor } from '../setup/new-visitor'
import { Browser } from './browser'
import { cookieName } from '@/lib/domain/site/cookie-names'
import { tooManyAttempts } from '@/tests/setup/sentences'

const WRONG = 'not the password!'

beforeAll(() => {
  vi.stubEnv('SIGN_IN_LOCK_SECONDS', '600')
})

const codeOf = async (answer: Response) => {
  const { url } = (await answer.json()) as { url: string }
  return new URL(url).searchParams.get('code')
}

async function guess(identifier: string, browser = new Browser()) {
  return browser.signIn({ identifier, password: WRONG })
}

async function lock(identifier: string) {
  for (let made = 0; made < 5; made += 1) {
    expect(await codeOf(await guess(identifier))).toBe('invalid_credentials')
  }
}

describe('a locked account', () => {
  test("is a 429 with Retry-After, in the form next-auth's client reads", async () => {
    const { email } = await newAccount()
    await lock(email)
    const answer = await guess(email)
    expect(answer.status).toBe(429)
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(590)
    expect(await codeOf(answer)).toBe('rate_limited')
  })

  test('is a plain 429 page for a form without JavaScript', async () => {
    const { email } = await newAccount()
    await lock(email)
    const browser = new Browser()
    const form = { csrfToken: await browser.csrfToken(), identifier: email, password: PASSWORD }
    const answer = await browser.post('callback/credentials', { form })
    expect(answer.status).toBe(429)
    expect(answer.headers.get('retry-after')).toMatch(/^\d+$/)
    expect(await answer.text()).toContain(tooManyAttempts(600))
  })

  test('gets the same answer as an unknown name', async () => {
    const { email } = await newAccount()
    const nobody = 'nobody-here@example.com'
    await lock(email)
    await lock(nobody)
    const answers = await Promise.all([email, nobody].map((name) => guess(name)))
    const shown = await Promise.all(
      answers.map(async (answer) => ({
        status: answer.status,
        body: await answer.text(),
        headers: [...answer.headers.keys()].sort(),
      })),
    )
    expect(shown[0]).toEqual(shown[1])
  })
})

describe('an identifier', () => {
  test('is counted together in any letter case and with surrounding spaces', async () => {
    const { email, username } = await newAccount()
    const spellings = [
      email.toUpperCase(),
      ` ${email}`,
      `${email}\t`,
      username.toUpperCase(),
      email,
    ]
    for (const spelling of spellings) {
      expect(await codeOf(await guess(spelling))).toBe('invalid_credentials')
    }
    expect((await guess(email)).status).toBe(429)
  })

  test('is not counted without a password, or with a malformed one', async () => {
    const { email } = await newAccount()
    for (const password of ['', 'a\u0000b']) {
      for (let made = 0; made < 5; made += 1) {
        await new Browser().signIn({ identifier: email, password })
      }
    }
    expect((await new Browser().signIn({ identifier: email, password: PASSWORD })).status).toBe(200)
  })
})

describe('the device cookie', () => {
  const deviceLine = (answer: Response) =>
    answer.headers.getSetCookie().find((line) => line.startsWith(`${cookieName('device')}=`))

  test('is set by a sign-in: HttpOnly, for 400 days, and opaque', async () => {
    const user = await newAccount()
    const answer = await new Browser().signIn({ identifier: user.email, password: PASSWORD })
    const line = deviceLine(answer) ?? ''
    expect(line).toMatch(/Path=\/; .*HttpOnly; SameSite=Lax/)
    const days = (Date.parse(/Expires=([^;]+)/.exec(line)?.[1] ?? '') - Date.now()) / 86_400_000
    expect(Math.round(days)).toBe(400)
    expect(line).not.toContain(user.id)
    expect(line.length).toBeLessThan(500)
  })

  test('is not set by a refusal', async () => {
    const { email } = await newAccount()
    expect(deviceLine(await guess(email))).toBeUndefined()
    await lock(`x${email}`)
    expect(deviceLine(await guess(`x${email}`))).toBeUndefined()
  })

  test('lets its browser sign in, even after signing out, while strangers keep the account locked', async () => {
    const { email } = await newAccount()
    const owner = new Browser()
    await owner.signIn({ identifier: email, password: PASSWORD })
    await owner.post('signout', { form: { csrfToken: await owner.csrfToken() } })
    expect(await owner.session()).toBeNull()
    await lock(email)
    const stranger = new Browser()
    expect((await stranger.signIn({ identifier: email, password: PASSWORD })).status).toBe(429)
    expect((await owner.signIn({ identifier: email, password: PASSWORD })).status).toBe(200)
    expect(await owner.session()).toMatchObject({ user: { email } })
  })

  test('of another account gives no advantage', async () => {
    const [victim, own] = [await newAccount(), await newAccount()]
    const browser = new Browser()
    await browser.signIn({ identifier: own.email, password: PASSWORD })
    await lock(victim.email)
    expect((await guess(victim.email, browser)).status).toBe(429)
  })

  test.each([
    ['empty', ''],
    ['a percent sign', '%'],
    ['garbage', 'garbage'],
    ['long', 'x'.repeat(3500)],
    ['NUL', '%00'],
    ['quoted', '"a"'],
  ])('planted as %s locks nobody out, and is replaced', async (_name, planted) => {
    const { email } = await newAccount()
    const browser = new Browser(newVisitor())
    browser.cookies.set(cookieName('device'), planted)
    const answer = await browser.signIn({ identifier: email, password: PASSWORD })
    expect(answer.status).toBe(200)
    expect(browser.cookies.get(cookieName('device'))).not.toBe(planted)
    expect(await browser.session()).not.toBeNull()
  })
})
