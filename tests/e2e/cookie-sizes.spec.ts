import { expect, somebody, test } from './fixtures'
import { rawRequest } from './setup/http'
import { createAccount } from './setup/people'
import { signInByHand } from './setup/roles'
import { runningServer } from './setup/servers'
import { cookieName } from '@/lib/domain/site/cookie-names'

/** The cookie size limit of browsers, name and value together (RFC 6265bis, 5.7). */
const MAX_COOKIE_BYTES = 4096

test('the longest possible profile fits into cookies that browsers store', async ({ database }) => {
  const mark = Math.random().toString(36).slice(2, 8)
  const user = await createAccount(database, {
    ...somebody(),
    name: '🗝️'.repeat(26),
    username: `u${mark}`.padEnd(30, 'x'),
    email: `${`a${mark}`.padEnd(64, 'a')}@${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(59)}.example`,
  })
  const cookies = await signInByHand('standard', user)
  const pairs = cookies.split('; ')
  expect(pairs.filter((pair) => pair.startsWith(cookieName('session')))).toHaveLength(1)
  for (const pair of pairs)
    expect(Buffer.byteLength(pair), pair.slice(0, 30)).toBeLessThan(MAX_COOKIE_BYTES)
})

test('too many cookies get a sentence that says what to do', async () => {
  const { port, url } = runningServer('standard')
  const host = new URL(url).host
  const full = { host, cookie: `x=${'y'.repeat(12_000)}` }
  expect((await rawRequest({ port, path: '/sign-in' }, full)).status).toBe(200)
  const tooFull = { host, cookie: `x=${'y'.repeat(20_000)}` }
  const answer = await rawRequest({ port, path: '/sign-in' }, tooFull)
  expect(answer.status).toBe(431)
  expect(answer.body).toContain('Clear the cookies of this site')
})
