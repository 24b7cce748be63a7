import { readFile, writeFile } from 'node:fs/promises'
import { format, resolveConfig } from 'prettier'
import { expect, test, vi } from 'vitest'
import type { Scenario } from '@/lib/inspector/documents/document-tables'
import { browserPartOf, writeDocument } from '@/lib/inspector/documents/how-sign-in-works'
import { buildTimeline } from '@/lib/inspector/timeline/timeline'
import { newAccount, PASSWORD } from '../setup/new-account'
import { codeOf, withTwoFactor } from '../setup/two-factor'
import { DeviceKey } from '../../setup/device-key'
import { startRecordedServer, RecordedBrowser } from './recorded-server'
import { PATIENTLY } from '../../setup/patiently'
import { cookieName } from '@/lib/domain/site/cookie-names'

const FILE = new URL('../../../docs/how-sign-in-works.md', import.meta.url)
const CALLBACK = '/api/auth/callback/credentials'
const REGISTER = '/api/session-binding/register'
const REFRESH = '/api/session-binding/refresh'

async function recordedBy(browser: RecordedBrowser) {
  // The last answer is recorded when its connection is done.
  await vi.waitFor(
    () => expect(buildTimeline(browser.events()).every(({ answer }) => answer !== null)).toBe(true),
    PATIENTLY,
  )
  return buildTimeline(browser.events())
}

async function wholeRun(port: number) {
  const user = await newAccount()
  const browser = new RecordedBrowser(port)
  await browser.get('/api/auth/session')
  await browser.signIn({ identifier: user.email, password: PASSWORD, callbackUrl: '/dashboard' })
  await browser.get('/api/auth/session')
  const { csrfToken } = (await (await browser.get('/api/auth/csrf')).json()) as {
    csrfToken: string
  }
  await browser.post('/api/auth/session', { csrfToken })
  await browser.post('/api/auth/signout', { csrfToken })
  return recordedBy(browser)
}

async function twoStepRun(port: number) {
  const user = await newAccount()
  const now = new Date()
  const { secret } = await withTwoFactor(user, now)
  const browser = new RecordedBrowser(port)
  await browser.signIn({ identifier: user.email, password: PASSWORD, callbackUrl: '/dashboard' })
  await browser.enterCode(codeOf(secret, now))
  return recordedBy(browser)
}

/** A browser that binds its session, and then proves its key when it is asked to. */
async function boundRun(port: number) {
  const user = await newAccount()
  const browser = new RecordedBrowser(port)
  const key = new DeviceKey()
  const signedIn = await browser.signIn({ identifier: user.email, password: PASSWORD })
  const proof = key.registration(challengeIn(signedIn, 'secure-session-registration'))
  const bound = await browser.ask(REGISTER, { 'secure-session-response': proof })
  const { session_identifier: id } = (await bound.json()) as { session_identifier: string }
  const asked = await browser.ask(REFRESH, { 'sec-secure-session-id': id })
  await browser.ask(REFRESH, {
    'sec-secure-session-id': id,
    'secure-session-response': key.proof(challengeIn(asked, 'secure-session-challenge')),
  })
  return recordedBy(browser)
}

function challengeIn({ headers }: Response, name: string): string {
  return /(?:challenge=|^)"([^"]+)"/.exec(headers.get(name) ?? '')?.[1] ?? ''
}

async function failure(
  port: number,
  title: string,
  act: (browser: RecordedBrowser) => Promise<unknown>,
): Promise<Scenario> {
  const browser = new RecordedBrowser(port)
  await act(browser)
  return { title, timeline: await recordedBy(browser) }
}

async function failures(port: number): Promise<Scenario[]> {
  const user = await newAccount()
  const disabled = await newAccount({ disabledAt: new Date('2026-01-01T00:00:00Z') })
  const unverified = await newAccount({ emailVerifiedAt: null })
  const withCode = await newAccount()
  await withTwoFactor(withCode, new Date())
  const wrong = 'wrong, wrong, wrong'
  return [
    await failure(port, 'Wrong password', (one) =>
      one.signIn({ identifier: user.email, password: wrong }),
    ),
    await failure(port, 'Unknown user', (one) =>
      one.signIn({ identifier: 'nobody@example.com', password: wrong }),
    ),
    await failure(port, 'Missing CSRF token', (one) =>
      one.post(CALLBACK, { identifier: user.email, password: PASSWORD }),
    ),
    await failure(port, 'Disabled account', (one) =>
      one.signIn({ identifier: disabled.email, password: PASSWORD }),
    ),
    await failure(port, 'Unverified account', (one) =>
      one.signIn({ identifier: unverified.email, password: PASSWORD }),
    ),
    await failure(port, 'Wrong code', async (one) => {
      await one.signIn({ identifier: withCode.email, password: PASSWORD })
      await one.enterCode('000000')
    }),
    await failure(port, 'Tampered cookie', async (one) => {
      one.cookies.set(cookieName('session'), 'eyJhbGciOiJkaXIifQ..tampered.with.it')
      await one.get('/api/auth/session')
    }),
    await failure(port, 'Oversized body', (one) =>
      one.post(CALLBACK, { password: 'x'.repeat(70_000) }),
    ),
  ]
}

const PATIENCE_MS = 120_000

test('the document about signing in describes what happens', { timeout: PATIENCE_MS }, async () => {
  const { port } = await startRecordedServer()
  const recorded = {
    whole: await wholeRun(port),
    inTwoSteps: await twoStepRun(port),
    bound: await boundRun(port),
    failures: await failures(port),
  }
  const config = await resolveConfig(FILE)
  // That part is held by the browser tests.
  const browser = browserPartOf(await readFile(FILE, 'utf8'))
  const text = writeDocument(recorded, browser)
  const written = await format(text, { ...config, parser: 'markdown' })
  if (process.env.LATCHKEY_WRITE_DOCS === '1') await writeFile(FILE, written)
  expect(await readFile(FILE, 'utf8'), 'run npm run docs:flow').toBe(written)
})
