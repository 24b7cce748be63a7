import { describe, expect, test } from 'vitest'
import { cookieName } from '@/lib/domain/site/cookie-names'
import { prisma } from '@/lib/data/database/prisma'
import { newAccount, PASSWORD } from '../setup/new-account'
import { codeOf, withTwoFactor } from '../setup/two-factor'
import { Browser } from './browser'

const SESSION = cookieName('session')
const STEP = cookieName('two-factor')

const JSON_WANTED = { 'x-auth-return-redirect': '1' }

/** Somebody whose browser has entered the right password. */
async function halfway(fields: Record<string, string> = {}) {
  const account = await newAccount()
  const own = await withTwoFactor(account, new Date())
  const browser = new Browser()
  const answer = await browser.signIn({ identifier: account.email, password: PASSWORD, ...fields })
  return { account, browser, answer, ...own }
}

async function answerStep(browser: Browser, fields: Record<string, string>, headers = JSON_WANTED) {
  const csrfToken = await browser.csrfToken()
  return browser.post('callback/two-factor', { form: { csrfToken, ...fields }, headers })
}

const codeIn = async (answer: Response) => {
  const { url } = (await answer.json()) as { url: string }
  return new URL(url).searchParams.get('code')
}

describe('a right password of an account with two-factor', () => {
  test('is answered with a code, and sets the cookie of the first step alone', async () => {
    const { browser, answer } = await halfway()
    expect(answer.status).toBe(200)
    const text = await answer.clone().text()
    expect(await codeIn(answer)).toBe('two_factor_required')
    expect([...browser.cookies.keys()]).toContain(STEP)
    expect([...browser.cookies.keys()]).not.toContain(SESSION)
    // What it seals is in the cookie, and nowhere a script or a log could read it.
    expect(text).not.toContain(browser.cookies.get(STEP) ?? '')
    expect(await browser.session()).toBeNull()
    const line = answer.headers.getSetCookie().find((one) => one.startsWith(STEP)) ?? ''
    expect(line).toMatch(/; HttpOnly.*; SameSite=Lax/)
  })

  test('leads a plain form to the second step', async () => {
    const account = await newAccount()
    await withTwoFactor(account, new Date())
    const browser = new Browser()
    const csrfToken = await browser.csrfToken()
    const form = { csrfToken, identifier: account.email, password: PASSWORD }
    const answer = await browser.post('callback/credentials', { form })
    expect(answer.status).toBe(302)
    expect(answer.headers.get('location')).toBe('http://localhost:3000/sign-in/two-factor')
    const wrong = await answerStep(browser, { code: '000000' }, {} as typeof JSON_WANTED)
    expect(wrong.headers.get('location')).toMatch(
      /\/sign-in\/two-factor\?.*code=two_factor_invalid/,
    )
  })
})

describe('the second step', () => {
  test('with a right code signs in, and forgets the first', async () => {
    const { browser, secret } = await halfway({ remember: 'on' })
    const answer = await answerStep(browser, { code: codeOf(secret, new Date()), trust: 'on' })
    expect(answer.status).toBe(200)
    expect(browser.cookies.has(STEP)).toBe(false)
    const session = (await browser.session()) as { user: object; sessionId: string }
    expect(Object.keys(session.user).sort()).toEqual([
      ...['email', 'id', 'image', 'name', 'role', 'username'],
    ])
    const row = await prisma().session.findUniqueOrThrow({ where: { id: session.sessionId } })
    expect(row).toMatchObject({ method: 'password+totp', remember: true })
  })

  test('in a browser trusted there is not asked for again', async () => {
    const { account, browser, secret } = await halfway()
    await answerStep(browser, { code: codeOf(secret, new Date()), trust: 'on' })
    browser.cookies.delete(SESSION)
    await browser.signIn({ identifier: account.email, password: PASSWORD })
    const { sessionId } = (await browser.session()) as { sessionId: string }
    const row = await prisma().session.findUniqueOrThrow({ where: { id: sessionId } })
    expect(row.method).toBe('trusted browser')
  })

  test.each([
    ['nothing', {}, 'two_factor_invalid'],
    ['an empty code', { code: '' }, 'two_factor_invalid'],
    ['a wrong code', { code: '000000' }, 'two_factor_invalid'],
    ['a hundred kilobytes', { code: '1'.repeat(60_000) }, 'two_factor_invalid'],
    ['a recovery code of nobody', { recoveryCode: '0'.repeat(24) }, 'two_factor_invalid'],
    ['a password', { identifier: 'ada', password: PASSWORD }, 'two_factor_invalid'],
  ])('with %s is refused, and stays', async (_name, fields, code) => {
    const { browser } = await halfway()
    expect(await codeIn(await answerStep(browser, fields))).toBe(code)
    expect(browser.cookies.has(STEP)).toBe(true)
    expect(await browser.session()).toBeNull()
  })

  test.each([
    ['a number', 123456],
    ['null', null],
    ['true', true],
    ['an array', ['123456']],
    ['an object', { not: '' }],
    ['__proto__', JSON.parse('{"__proto__": {"admin": true}}')],
    ['NUL', '12345\u0000'],
    ['a lone surrogate', '\ud800'],
  ])('with %s in JSON is refused without an error, in any field', async (_name, value) => {
    const { account, browser, secret } = await halfway()
    const right = codeOf(secret, new Date())
    for (const fields of [
      { code: value },
      { recoveryCode: value },
      { code: value, recoveryCode: value },
    ]) {
      const json = { csrfToken: await browser.csrfToken(), ...fields }
      const answer = await browser.post('callback/two-factor', { json, headers: JSON_WANTED })
      expect(await codeIn(answer), JSON.stringify(fields)).toBe('two_factor_invalid')
    }
    expect(await browser.session()).toBeNull()
    const json = { csrfToken: await browser.csrfToken(), code: right, trust: value }
    await browser.post('callback/two-factor', { json, headers: JSON_WANTED })
    expect(await prisma().trustedBrowser.count({ where: { userId: account.id } })).toBe(0)
  })

  test('replaces the CSRF token, as any sign-in does', async () => {
    const { browser, secret } = await halfway()
    const before = await browser.csrfToken()
    await answerStep(browser, { code: codeOf(secret, new Date()) })
    expect(await browser.csrfToken()).not.toBe(before)
  })

  test('without the first, with an altered one, or with another sealed value is over', async () => {
    const { browser, secret } = await halfway()
    const sealed = browser.cookies.get(STEP) ?? ''
    const others = ['', 'x', `${sealed.slice(0, -2)}AA`, sealed.slice(1), 'A'.repeat(8000)]
    for (const value of others) {
      browser.cookies.set(STEP, value)
      const answer = await answerStep(browser, { code: codeOf(secret, new Date()) })
      expect(await codeIn(answer)).toBe('two_factor_expired')
    }
  })

  test('cannot be taken over HTTP without Auth.js’s token, or by GET', async () => {
    const { browser, secret } = await halfway()
    const form = { code: codeOf(secret, new Date()) }
    const answer = await browser.post('callback/two-factor', { form, headers: JSON_WANTED })
    expect(await codeIn(answer)).toBe('page_outdated')
    expect((await browser.get(`callback/two-factor?code=${form.code}`)).status).toBe(405)
    expect(await browser.session()).toBeNull()
  })
})

test('the first step’s cookie is no session, nor is it one under another name', async () => {
  const { browser } = await halfway()
  const sealed = browser.cookies.get(STEP) ?? ''
  for (const name of [SESSION, cookieName('device'), cookieName('draft')]) {
    browser.cookies.set(name, sealed)
    expect(await browser.session()).toBeNull()
  }
})
