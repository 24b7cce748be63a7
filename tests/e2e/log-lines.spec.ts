import { readFile } from 'node:fs/promises'
import { HOSTILE_TEXT } from '../fuzz/hostile-text'
import { expect, test } from './fixtures'
import { actionFields, csrfToken, postCredentials, postForm, rawRequest } from './setup/http'
import { runningServer } from './setup/servers'
import { cookieName } from '@/lib/domain/site/cookie-names'

/*
 * The log of the running server: one JSON object per line whatever was sent, one line per request,
 * and each event of the OWASP Logging Vocabulary once, where it happens.
 */

type Line = Record<string, unknown> & { event: string; address?: string }

/** The standard server's lines about one address, which only one test uses. */
async function linesAbout(address: string): Promise<Line[]> {
  const text = await readFile(runningServer('standard').logFile, 'utf8')
  const lines = text.split('\n').filter((line) => line.includes(address))
  return lines.map((line) => JSON.parse(line) as Line).filter((line) => line.address === address)
}

async function eventsAbout(address: string): Promise<string[]> {
  return (await linesAbout(address)).map(({ event }) => event).filter((one) => one !== 'request')
}

const AT_ONCE = 8

const forHeader = (text: string) => text.replaceAll(/[^\x20-\x7e\x80-\xff]/g, '').slice(0, 1000)

test('a request is one parseable line, whatever its fields contain', async ({
  request,
  address,
  baseURL,
}) => {
  const { port } = runningServer('standard')
  const host = new URL(baseURL ?? '').host
  const token = await csrfToken({ request })
  const texts = HOSTILE_TEXT.filter((one) => one.length < 1000 && !one.startsWith('eyJ'))
  const isTyped = (text: string) => /[\p{C}\p{Z}{"\\]/u.test(text)
  const sent = 1 + texts.length + texts.filter(isTyped).length
  const send = async (text: string) => {
    const wellFormed = text.toWellFormed()
    const inAddress = encodeURIComponent(wellFormed)
    await rawRequest(
      { port, path: `/api/profile-image/${inAddress}?q=${inAddress}` },
      {
        ...{ host, 'x-forwarded-for': address },
        'user-agent': forHeader(text),
        referer: forHeader(text),
        'next-url': forHeader(text),
        cookie: `${cookieName('theme')}=${forHeader(text)}; ${cookieName('device')}=${forHeader(text)}`,
      },
    )
    if (!isTyped(text)) return
    await request.post('/api/auth/callback/credentials', {
      form: { csrfToken: token, identifier: wellFormed, password: wellFormed },
      headers: { 'user-agent': 'x', 'x-auth-return-redirect': '1' },
      maxRedirects: 0,
    })
  }
  while (texts.length > 0) await Promise.all(texts.splice(0, AT_ONCE).map(send))

  await expect
    .poll(async () => (await linesAbout(address)).filter(({ event }) => event === 'request').length)
    .toBe(sent)
  const text = await readFile(runningServer('standard').logFile, 'utf8')
  expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e]/)
})

test.describe('one event is logged for', () => {
  test('a sign-in and its end', async ({ request, newUser, address }) => {
    const user = await newUser()
    await postCredentials({ request }, { identifier: user.email, password: user.password })
    await request.post('/api/auth/signout', { form: { csrfToken: await csrfToken({ request }) } })
    await expect
      .poll(() => eventsAbout(address))
      .toEqual(['authn_login_success', 'session_created', 'session_ended'])
  })

  test('wrong passwords and a lock', async ({ request, newUser, address }) => {
    const user = await newUser()
    for (let made = 0; made < 6; made += 1) {
      await postCredentials({ request }, { identifier: user.email, password: 'not the password!' })
    }
    await expect
      .poll(() => countsAbout(address))
      .toEqual({
        authn_login_fail: 5,
        authn_login_refused: 5,
        authn_login_lock: 1,
        excess_rate_limit_exceeded: 1,
      })
  })

  test('a right password after a wrong one', async ({ request, newUser, address }) => {
    const user = await newUser()
    await postCredentials({ request }, { identifier: user.email, password: 'not the password!' })
    await postCredentials({ request }, { identifier: user.email, password: user.password })
    await expect
      .poll(() => countsAbout(address))
      .toEqual({
        authn_login_fail: 1,
        authn_login_refused: 1,
        authn_login_successafterfail: 1,
        session_created: 1,
      })
  })

  test('a link for a forgotten password', async ({ request, baseURL, newUser, address }) => {
    const visitor = { request, url: baseURL ?? '' }
    const { email } = await newUser()
    const hidden = await actionFields(visitor, '/forgot-password', 'email')
    await postForm(visitor, '/forgot-password', [{ name: 'email', value: email }], hidden)
    await expect.poll(() => countsAbout(address)).toMatchObject({ authn_token_created: 1 })
  })
})

async function countsAbout(address: string): Promise<Record<string, number>> {
  return counted(await eventsAbout(address))
}

function counted(events: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const event of events) counts[event] = (counts[event] ?? 0) + 1
  return counts
}
