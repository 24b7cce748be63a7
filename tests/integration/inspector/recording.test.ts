import { REDIRECT_TRUE_MARK } from '@/lib/inspector/steps/redirect-mark'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { operationOf } from '@/lib/inspector/timeline/callback-matrix'
import { buildTimeline } from '@/lib/inspector/timeline/timeline'
import { newAccount, PASSWORD } from '../setup/new-account'
import { codeOf, withTwoFactor } from '../setup/two-factor'
import type { Handle } from '@/lib/http/create-front'
import { startFront } from '../http/front-server'
import { inspector, startRecordedServer, RecordedBrowser } from './recorded-server'
import { PATIENTLY } from '../../setup/patiently'
import { cookieName } from '@/lib/domain/site/cookie-names'

const CALLBACK = '/api/auth/callback/credentials'

async function signedIn() {
  const { port } = await startRecordedServer()
  const user = await newAccount()
  const browser = new RecordedBrowser(port)
  const answer = await browser.signIn({ identifier: user.email, password: PASSWORD })
  await vi.waitFor(() => expect(browser.events().at(-1)?.kind).toBe('answer'), PATIENTLY)
  return { port, user, browser, answer }
}

beforeAll(() => {
  // What a hash takes is measured here; read at the first call of env(), which is after this.
  vi.stubEnv('BCRYPT_COST', '10')
})

test('a request ends with its client, whatever the handler still waits for', async () => {
  const neverAnswers: Handle = () => new Promise(() => undefined)
  const { port, handled } = await startFront(neverAnswers, { hooks: [inspector.hooks] })
  const browser = new RecordedBrowser(port)
  const left = new AbortController()
  const asked = browser.get('/', left.signal)
  await expect.poll(() => handled.length, PATIENTLY).toBe(1)
  left.abort()
  await expect(asked).rejects.toThrow()
  await expect.poll(() => browser.events().at(-1)?.kind, PATIENTLY).toBe('answer')
  expect(browser.events().at(-1)).toMatchObject({ kind: 'answer', out: { abandoned: true } })
})

const namesOf = (steps: { step: string }[]) => steps.map(({ step }) => step)

describe('a recorded sign-in', () => {
  test('has the steps that ran, in their order', async () => {
    const { browser } = await signedIn()
    const names = namesOf(browser.stepsOf(CALLBACK))
    expect(names.filter((name) => !['query'].includes(name))).toEqual([
      ...['front', 'handler', 'csrf', 'redirect', 'authorize', 'parse', 'lookup', 'limiter'],
      ...['bcrypt', 'signIn', 'jwt', 'lookup', 'encode', 'event'],
      ...names.filter(isSetCookie),
    ])
  })

  test('shows the jwt step with trigger signIn, and never the session callback', async () => {
    const { browser } = await signedIn()
    const steps = browser.stepsOf(CALLBACK)
    expect(steps.find(({ step }) => step === 'jwt')?.in).toMatchObject({
      trigger: 'signIn',
      hasUser: true,
    })
    expect(namesOf(steps)).not.toContain('session')
  })

  test('shows what the limiter counted', async () => {
    const { browser } = await signedIn()
    const limiter = browser.stepsOf(CALLBACK).find(({ step }) => step === 'limiter')
    expect(limiter).toMatchObject({ outcome: 'done', out: { allowed: true, highest: 1 } })
  })

  test('measures bcrypt within the request', async () => {
    const { browser } = await signedIn()
    const answer = browser.events().findLast(({ kind }) => kind === 'answer')
    const bcrypt = browser.stepsOf(CALLBACK).find(({ step }) => step === 'bcrypt')
    expect(bcrypt).toMatchObject({ in: { job: 'compare', cost: 10 }, out: { matches: true } })
    expect(bcrypt?.ms).toBeGreaterThan(10)
    expect(bcrypt?.ms).toBeLessThan(answer?.kind === 'answer' ? answer.ms : 0)
  })

  test('tells which cookies the answer set, and how', async () => {
    const { browser } = await signedIn()
    const session = browser
      .stepsOf(CALLBACK)
      .find(({ step, out }) => step === 'setCookie' && out.name === 'session')
    expect(session?.out).toMatchObject({
      change: 'set',
      httpOnly: true,
      sameSite: 'lax',
      path: '/',
      secure: false,
    })
    expect(session?.out.bytes).toBe(browser.cookies.get(cookieName('session'))?.length)
  })

  test('holds nothing secret: not the password, a hash, a whole token, or who it was', async () => {
    const { browser, user } = await signedIn()
    await browser.get('/api/auth/session')
    const text = JSON.stringify(browser.events())
    const secrets = [PASSWORD, '$2b$', user.email, user.username, user.name, user.id]
    for (const [name, value] of browser.cookies) {
      if (!name.endsWith('theme')) secrets.push(value, ...decodeURIComponent(value).split(/[.|]/))
    }
    for (const secret of secrets.filter((one) => one.length > 3)) expect(text).not.toContain(secret)
  })
})

describe('a recorded sign-in in two steps', () => {
  const SECOND_STEP = '/api/auth/callback/two-factor'

  async function inTwoSteps() {
    const { port } = await startRecordedServer()
    const user = await newAccount()
    const now = new Date()
    const { secret } = await withTwoFactor(user, now)
    const browser = new RecordedBrowser(port)
    await browser.signIn({ identifier: user.email, password: PASSWORD })
    const code = codeOf(secret, now)
    await browser.enterCode(code)
    await vi.waitFor(() => expect(browser.events().at(-1)?.kind).toBe('answer'), PATIENTLY)
    return { browser, secrets: [secret, code] }
  }
  const told = (steps: { step: string }[]) =>
    namesOf(steps).filter((name) => !['query', 'lookup', 'setCookie'].includes(name))
  const cookiesSet = (steps: ReturnType<RecordedBrowser['stepsOf']>) =>
    steps
      .filter(({ step }) => step === 'setCookie')
      .map(({ out }) => `${String(out.name)} ${String(out.change)}`)

  test('opens a challenge and no session, then, by the code, one session', async () => {
    const { browser, secrets } = await inTwoSteps()
    const first = browser.stepsOf(CALLBACK)
    expect(told(first)).toEqual([
      ...['front', 'handler', 'csrf', 'redirect', 'authorize', 'parse', 'limiter'],
      ...['bcrypt', 'challenge'],
    ])
    expect(cookiesSet(first)).toEqual(expect.arrayContaining(['two-factor set']))
    expect(cookiesSet(first)).not.toContain('session set')

    const second = browser.stepsOf(SECOND_STEP)
    expect(told(second)).toEqual([
      ...['front', 'handler', 'csrf', 'redirect', 'authorize', 'limiter', 'secondFactor'],
      // The second limiter clears what was counted.
      ...['signIn', 'jwt', 'spendProof', 'limiter', 'encode', 'event'],
    ])
    expect(cookiesSet(second)).toEqual(
      expect.arrayContaining(['session set', 'device set', 'two-factor cleared']),
    )
    expect(second.find(({ step }) => step === 'spendProof')?.out).toEqual({ spent: true })
    const text = JSON.stringify(browser.events())
    for (const secret of secrets) expect(text).not.toContain(secret)
    const [, password, , answered] = buildTimeline(browser.events())
    expect([password, answered].map((one) => one && operationOf(one))).toEqual([
      'first-step',
      'second-step',
    ])
  })
})

describe('reading the session', () => {
  test('runs redirect, decode, jwt, liveness, session, encode, event', async () => {
    const { browser } = await signedIn()
    await browser.get('/api/auth/session')
    const names = namesOf(browser.stepsOf('/api/auth/session'))
    // Whether the database is asked is the memory's choice.
    expect(names.filter((name) => name !== 'query')).toEqual([
      ...['front', 'handler', 'redirect', 'decode', 'jwt', 'liveness', 'session', 'encode'],
      // The CSRF pair from before the sign-in is gone, so here is a new one.
      ...['event', 'setCookie'],
    ])
  })

  test('shows the token’s claims, masked, and the real header of the encryption', async () => {
    const { browser, user } = await signedIn()
    await browser.get('/api/auth/session')
    const decode = browser.stepsOf('/api/auth/session').find(({ step }) => step === 'decode')
    expect(decode?.out).toMatchObject({
      valid: true,
      'header.alg': 'dir',
      'header.enc': 'A256CBC-HS512',
      'claim.role': 'USER',
      'claim.id': `${user.id.slice(0, 4)}…${user.id.slice(-4)}`,
    })
  })
})

describe('a failure', () => {
  test('a name nobody has is looked up and not found: the step says what the database answered', async () => {
    const { port } = await startRecordedServer()
    const browser = new RecordedBrowser(port)
    await browser.signIn({ identifier: 'nobody@example.com', password: PASSWORD })
    await vi.waitFor(() => expect(browser.events().at(-1)?.kind).toBe('answer'), PATIENTLY)
    const steps = browser.stepsOf(CALLBACK)
    const lookUp = steps.find(({ step }) => step === 'lookup')
    expect(lookUp?.out).toEqual({ found: false })
    const queries = steps.filter(({ step }) => step === 'query')
    expect(queries.some(({ out }) => out.rows === 0)).toBe(true)
  })

  test('a wrong password stops at bcrypt', async () => {
    const { port } = await startRecordedServer()
    const user = await newAccount()
    const browser = new RecordedBrowser(port)
    await browser.signIn({ identifier: user.email, password: 'wrong, wrong, wrong' })
    const steps = browser.stepsOf(CALLBACK)
    expect(steps.find(({ step }) => step === 'bcrypt')?.out.matches).toBe(false)
    expect(steps.find(({ step }) => step === 'authorize')).toMatchObject({
      outcome: 'refused',
      out: { code: 'invalid_credentials' },
    })
    expect(namesOf(steps)).not.toContain('jwt')
  })

  test('a sign-in says which redirect option it was called with, where the page marked it', async () => {
    const { port } = await startRecordedServer()
    const browser = new RecordedBrowser(port)
    const wrong = { identifier: 'nobody@example.com', password: 'wrong, wrong, wrong' }
    const option = () =>
      browser.events().findLast((one) => one.kind === 'request' && one.in.path === CALLBACK)
    await browser.post(CALLBACK, wrong)
    expect(option()).toMatchObject({ in: { redirect: 'false' } })
    await browser.post(`${CALLBACK}?${REDIRECT_TRUE_MARK}`, wrong)
    expect(option()).toMatchObject({ in: { redirect: 'true', path: CALLBACK } })
  })

  test('a missing CSRF token stops before anything is looked up', async () => {
    const { port } = await startRecordedServer()
    const browser = new RecordedBrowser(port)
    await browser.get('/api/auth/csrf')
    await browser.post(CALLBACK, { identifier: 'a@example.com', password: PASSWORD })
    const steps = browser.stepsOf(CALLBACK)
    expect(steps.find(({ step }) => step === 'csrf')).toMatchObject({
      outcome: 'refused',
      out: { hashMatches: true, tokensMatch: false, verified: false },
    })
    expect(namesOf(steps)).not.toContain('authorize')
  })
})

describe('whose recording it is', () => {
  test('a browser without the cookie is not recorded', async () => {
    const { port } = await startRecordedServer()
    const before = inspector.recorder.size
    await new RecordedBrowser(port, null).get('/api/auth/csrf')
    expect(inspector.recorder.size).toBe(before)
  })

  test('another browser’s steps never get into mine', async () => {
    const { port, browser } = await signedIn()
    const count = browser.events().length
    const other = new RecordedBrowser(port)
    await other.get('/api/auth/csrf')
    expect(browser.events()).toHaveLength(count)
    expect(other.events().length).toBeGreaterThan(0)
  })

  test('a forged cookie records nothing', async () => {
    const { port, browser } = await signedIn()
    const count = browser.events().length
    const value = `${browser.recording}.${'A'.repeat(43)}`
    await new RecordedBrowser(port, { recording: 'forged', value }).get('/api/auth/csrf')
    expect(browser.events()).toHaveLength(count)
  })
})

const isSetCookie = (name: string) => name === 'setCookie'

beforeAll(() => {
  expect(inspector.recorder.size).toBe(0)
})
