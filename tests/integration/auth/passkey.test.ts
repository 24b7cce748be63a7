import { describe, expect, test, vi } from 'vitest'
import { answerPasskeyOptions } from '@/lib/auth/passkey-options'
import { prisma } from '@/lib/data/database/prisma'
import { cookieName } from '@/lib/domain/site/cookie-names'
import { newAccount, PASSWORD } from '../setup/new-account'
import { withPasskey } from '../setup/passkeys'
import { SyntheticAuthenticator } from '../setup/synthetic-authenticator'
import { withTwoFactor } from '../setup/two-factor'
import { Browser } from './browser'

const received = vi.hoisted(() => ({ headers: new Headers() }))
vi.mock('next/headers', () => ({ headers: () => Promise.resolve(received.headers) }))

const SESSION = cookieName('session')
const JSON_WANTED = { 'x-auth-return-redirect': '1' }

/** What a page of this browser asks for. */
async function optionsFor(browser: Browser, purpose?: string) {
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  received.headers = new Headers({ cookie })
  const answer = await answerPasskeyOptions(
    new Request('http://localhost:3000/api/passkeys/options', {
      method: 'POST',
      headers: { cookie },
      body: new URLSearchParams(purpose === undefined ? {} : { purpose }),
    }),
  )
  const body = (await answer.json()) as { options?: { challenge: string }; refused?: object }
  return {
    ...{ status: answer.status, refused: body.refused },
    body: body.options ?? { challenge: '' },
  }
}

async function signInBy(
  browser: Browser,
  device: SyntheticAuthenticator,
  fields: Record<string, string> = {},
) {
  const csrfToken = await browser.csrfToken()
  const { body } = await optionsFor(browser, 'sign-in')
  const passkey = JSON.stringify(device.get(body))
  const form = { csrfToken, passkey, callbackUrl: '/dashboard', ...fields }
  return browser.post('callback/passkey', { form, headers: JSON_WANTED })
}

const codeIn = async (answer: Response) => {
  const { url } = (await answer.json()) as { url: string }
  return new URL(url).searchParams.get('code')
}

async function owner() {
  const account = await newAccount()
  return { account, ...(await withPasskey(account, new Date())) }
}

describe('POST /api/auth/callback/passkey', () => {
  test('signs in as a password does, with the session’s own cookie', async () => {
    const { account, device } = await owner()
    const browser = new Browser()
    const answer = await signInBy(browser, device, { remember: 'on' })
    expect(answer.status).toBe(200)
    const session = (await browser.session()) as { user: { id: string }; sessionId: string }
    expect(session.user.id).toBe(account.id)
    const row = await prisma().session.findUniqueOrThrow({ where: { id: session.sessionId } })
    expect(row).toMatchObject({ method: 'passkey', remember: true })
    expect([...browser.cookies.keys()]).toContain(cookieName('device'))
  })

  test('takes no challenge of another browser, and none twice', async () => {
    const { device } = await owner()
    const [browser, other] = [new Browser(), new Browser()]
    await browser.csrfToken()
    const { body } = await optionsFor(browser, 'sign-in')
    const form = { passkey: JSON.stringify(device.get(body)) }
    const send = async (from: Browser) =>
      from.post('callback/passkey', {
        form: { ...form, csrfToken: await from.csrfToken() },
        headers: JSON_WANTED,
      })
    expect(await codeIn(await send(other))).toBe('passkey_failed')
    expect(await codeIn(await send(browser))).toBeNull()
    browser.cookies.delete(SESSION)
    expect(await codeIn(await send(browser))).toBe('passkey_failed')
  })

  test.each([
    ['nothing', {}],
    ['an empty answer', { passkey: '' }],
    ['no JSON', { passkey: '{' }],
    ['a password', { identifier: 'ada', password: PASSWORD }],
    ['fifty thousand brackets', { passkey: '['.repeat(50_000) }],
    [
      'wrong base64url',
      { passkey: JSON.stringify({ id: '+/=', rawId: '+/=', type: 'public-key' }) },
    ],
  ])('with %s is refused, and stores nothing', async (_name, fields: Record<string, string>) => {
    const browser = new Browser()
    const csrfToken = await browser.csrfToken()
    const before = await prisma().auditEvent.count()
    const form = { csrfToken, ...fields }
    const answer = await browser.post('callback/passkey', { form, headers: JSON_WANTED })
    expect(answer.status).toBe(200)
    expect(await codeIn(answer)).toBe('passkey_failed')
    expect(await prisma().auditEvent.count()).toBe(before)
    expect(await browser.session()).toBeNull()
  })

  test.each([
    ['sent twice', 'twice'],
    ['an object', 'object'],
  ])('with an answer that is %s is refused', async (_name, how) => {
    const { device } = await owner()
    const browser = new Browser()
    const csrfToken = await browser.csrfToken()
    const passkey = device.get((await optionsFor(browser, 'sign-in')).body)
    const text = JSON.stringify(passkey)
    const sent =
      how === 'twice'
        ? {
            form: [
              ['csrfToken', csrfToken],
              ['passkey', text],
              ['passkey', text],
            ] as [string, string][],
          }
        : { json: { csrfToken, passkey } }
    const answer = await browser.post('callback/passkey', { ...sent, headers: JSON_WANTED })
    expect(await codeIn(answer)).toBe('passkey_failed')
  })

  test.each([
    ['a map that says it has 4 billion entries', 'bb00000000ffffffff'],
    ['a thousand nested lists', '81'.repeat(1000)],
    ['an endless list', '9f'],
    ['bytes that are missing', '5affffffff'],
    ['nothing', '00'],
  ])('a registration whose CBOR is %s stores nothing', async (_name, hex) => {
    const { addPasskey } = await import('@/lib/services/passkeys/add-passkey')
    const { viewer } = await owner()
    const browser = new Browser()
    await browser.csrfToken()
    const answer = new SyntheticAuthenticator().create((await optionsFor(browser, 'sign-in')).body)
    answer.response.attestationObject = Buffer.from(hex, 'hex').toString('base64url')
    const added = await addPasskey(
      viewer,
      answer,
      { address: browser.address, userAgent: 'test' },
      new Date(),
    )
    expect(added).toMatchObject({ ok: false, refusal: { code: 'passkey_failed' } })
  })

  test('needs Auth.js’s token, and a POST', async () => {
    const { device } = await owner()
    const browser = new Browser()
    await browser.csrfToken()
    const { body } = await optionsFor(browser, 'sign-in')
    const form = { passkey: JSON.stringify(device.get(body)) }
    const answer = await browser.post('callback/passkey', { form, headers: JSON_WANTED })
    expect(await codeIn(answer)).toBe('page_outdated')
    expect((await browser.get('callback/passkey')).status).toBe(405)
    expect(await browser.session()).toBeNull()
  })

  test('sends a plain form back to the sign-in page', async () => {
    const browser = new Browser()
    const csrfToken = await browser.csrfToken()
    const answer = await browser.post('callback/passkey', { form: { csrfToken, passkey: 'x' } })
    expect(answer.status).toBe(302)
    expect(answer.headers.get('location')).toMatch(/\/sign-in\?.*code=passkey_failed/)
  })
})

describe('POST /api/passkeys/options', () => {
  test('gives a browser a challenge to sign in with, and names nobody', async () => {
    const browser = new Browser()
    expect((await optionsFor(browser, 'sign-in')).refused).toEqual({
      refusal: { code: 'cookies_blocked' },
    })
    await browser.csrfToken()
    const first = await optionsFor(browser, 'sign-in')
    expect(first).toMatchObject({
      status: 200,
      body: { rpId: 'localhost', userVerification: 'required', allowCredentials: [] },
    })
    expect((await optionsFor(browser, 'sign-in')).body.challenge).not.toBe(first.body.challenge)
  })

  test('refuses what it does not know', async () => {
    for (const purpose of [undefined, '', 'sign-out', 'constructor']) {
      expect((await optionsFor(new Browser(), purpose)).status).toBe(400)
    }
  })

  test('names passkeys only after a right password, or to their owner', async () => {
    const { account, device } = await owner()
    await withTwoFactor(account, new Date())
    const browser = new Browser()
    await browser.csrfToken()
    for (const purpose of ['proof', 'registration']) {
      const { refused } = await optionsFor(browser, purpose)
      expect(refused, purpose).toEqual({ refusal: { code: 'session_expired' } })
    }
    expect((await optionsFor(browser, 'second-step')).refused).toEqual({
      goTo: '/sign-in?code=two_factor_expired',
    })
    await browser.signIn({ identifier: account.email, password: PASSWORD })
    const id = device.id.toString('base64url')
    expect((await optionsFor(browser, 'second-step')).body).toMatchObject({
      allowCredentials: [{ id }],
    })
    const { body } = await optionsFor(browser, 'second-step')
    const answer = await browser.post('callback/two-factor', {
      form: {
        ...{ csrfToken: await browser.csrfToken(), code: '' },
        passkey: JSON.stringify(device.get(body)),
      },
      headers: JSON_WANTED,
    })
    expect(await codeIn(answer)).toBeNull()
    expect(await browser.session()).toMatchObject({ user: { id: account.id } })
    expect((await optionsFor(browser, 'proof')).body).toMatchObject({ allowCredentials: [{ id }] })
    expect((await optionsFor(browser, 'registration')).body).toMatchObject({
      excludeCredentials: [{ id }],
    })
  })

  test('makes nothing for whoever has not proven who they are lately', async () => {
    const { device } = await owner()
    const browser = new Browser()
    await signInBy(browser, device)
    const { sessionId } = (await browser.session()) as { sessionId: string }
    const long = new Date(Date.now() - 3_600_000)
    await prisma().session.updateMany({ where: { id: sessionId }, data: { provedAt: long } })
    expect((await optionsFor(browser, 'registration')).refused).toEqual({
      goTo: '/confirm-password?callbackUrl=%2Faccount%2Fpasskeys',
    })
  })
})
