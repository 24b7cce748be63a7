import type { APIRequestContext } from 'playwright/test'
import { expect, somebody, test, type Person } from './fixtures'
import type { TestDatabase } from './setup/database'
import { actionFields, csrfToken, ownAddress, postForm } from './setup/http'
import { createPasskey } from './setup/passkeys'
import type { AccountState, User } from './setup/people'
import { createAuthenticator } from './setup/two-factor'

/*
 * No answer reveals who has an account: status, headers and body are identical for an existing, an
 * unknown, a disabled and an unconfirmed user. `npm run bench -- timing` compares the time.
 */

const WRONG = 'not the password!'

type Sent = { status: number; headers: [string, string][]; body: string }

/** What may differ between any two answers: what was typed, and values that are new each time. */
function comparable(sent: Sent, { email, username }: Person): Sent {
  const same = (text: string) =>
    text
      // React sends styles and data as they become ready, in any order.
      .replaceAll(/<link[^>]*>|<script[^>]*>.*?<\/script>/gs, '')
      .replaceAll(encodeURIComponent(email), 'EMAIL')
      .replaceAll(email, 'EMAIL')
      .replaceAll(username, 'USERNAME')
      .replaceAll(/nonce(-|=\\?"|\\?":\\?")[\w+/=]+/g, 'NONCE')
      .replaceAll(/"nonce":"[^"]*"/g, 'NONCE')
      .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'REQUEST-ID')
      .replaceAll(/in \d+ seconds/g, 'in SOME seconds')
      .replaceAll(/"retryAfterSeconds":\d+/g, 'SOME')
  const headers = sent.headers
    .filter(([name]) => name !== 'date' && name !== 'link')
    .map(([name, value]): [string, string] => {
      if (name === 'retry-after') return [name, 'SOME']
      return [name, same(value).replace(/^([^=;]+)=[^;]*/, '$1=VALUE')]
    })
  return { status: sent.status, headers, body: same(sent.body) }
}

async function read(answer: Awaited<ReturnType<APIRequestContext['get']>>): Promise<Sent> {
  return {
    status: answer.status(),
    headers: answer.headersArray().map(({ name, value }) => [name.toLowerCase(), value]),
    body: await answer.text(),
  }
}

type Kind = 'active' | 'nobody' | 'disabled' | 'unverified' | 'guarded' | 'keyed'
type Everybody = Record<Kind, Person>

/** Sends the same request for each kind of account, each time as a new visitor. */
async function expectAlike(
  { active, ...others }: Everybody,
  newBrowser: (options: object) => Promise<{ request: APIRequestContext }>,
  ask: (request: APIRequestContext, person: Person) => Promise<Sent>,
): Promise<void> {
  const answerFor = async (person: Person) => {
    const headers = { 'x-forwarded-for': ownAddress() }
    const { request } = await newBrowser({ extraHTTPHeaders: headers })
    return comparable(await ask(request, person), person)
  }
  const expected = await answerFor(active)
  for (const [kind, person] of Object.entries(others)) {
    expect(await answerFor(person), kind).toEqual(expected)
  }
}

async function everybody({ newUser, database }: Given): Promise<Everybody> {
  const [guarded, keyed] = [await newUser(), await newUser()]
  await createAuthenticator(database, guarded)
  await createPasskey(database, keyed, 'Blue key')
  return {
    active: await newUser(),
    nobody: somebody(),
    disabled: await newUser({ isDisabled: true }),
    unverified: await newUser({ isVerified: false }),
    ...{ guarded, keyed },
  }
}

type Given = { newUser: (about?: AccountState) => Promise<User>; database: TestDatabase }

async function guess(request: APIRequestContext, identifier: string): Promise<Sent> {
  const form = { csrfToken: await csrfToken({ request }), identifier, password: WRONG }
  const headers = { 'x-auth-return-redirect': '1' }
  return read(
    await request.post('/api/auth/callback/credentials', { form, headers, maxRedirects: 0 }),
  )
}

for (const name of ['email', 'username'] as const) {
  test(`a wrong password for each ${name} gets the same answer`, async ({
    newUser,
    database,
    newBrowser,
  }) => {
    await expectAlike(await everybody({ newUser, database }), newBrowser, (request, person) =>
      guess(request, person[name]),
    )
  })
}

test('a lock looks the same for every kind of account', async ({
  newUser,
  newBrowser,
  database,
}) => {
  await expectAlike(
    await everybody({ newUser, database }),
    newBrowser,
    async (request, { email }) => {
      for (let made = 0; made < 5; made += 1) await guess(request, email)
      const answer = await guess(request, email)
      expect(answer.status).toBe(429)
      return answer
    },
  )
})

test('a wrong password without JavaScript gets the same answer', async ({
  newUser,
  database,
  newBrowser,
  baseURL,
}) => {
  await expectAlike(
    await everybody({ newUser, database }),
    newBrowser,
    async (request, { email }) => {
      const visitor = { request, url: baseURL ?? '' }
      const hidden = await actionFields(visitor, '/sign-in', 'identifier')
      const parts = [
        { name: 'identifier', value: email },
        { name: 'password', value: WRONG },
      ]
      return read(await postForm(visitor, '/sign-in', parts, hidden))
    },
  )
})

for (const path of ['/forgot-password', '/resend-verification']) {
  test(`${path} gives the same answer`, async ({ newUser, database, newBrowser, baseURL }) => {
    await expectAlike(
      await everybody({ newUser, database }),
      newBrowser,
      async (request, { email }) => {
        const visitor = { request, url: baseURL ?? '' }
        const hidden = await actionFields(visitor, path, 'email')
        return read(await postForm(visitor, path, [{ name: 'email', value: email }], hidden))
      },
    )
  })
}

test('a sign-up with each kind of email gets the same answer', async ({
  newUser,
  database,
  newBrowser,
  baseURL,
}) => {
  await expectAlike(
    await everybody({ newUser, database }),
    newBrowser,
    async (request, { email }) => {
      const visitor = { request, url: baseURL ?? '' }
      const hidden = await actionFields(visitor, '/sign-up', 'username')
      const { name, username, password } = somebody()
      const fields = { name, username, email, password }
      const parts = Object.entries(fields).map(([field, value]) => ({ name: field, value }))
      const answer = await read(await postForm(visitor, '/sign-up', parts, hidden))
      expect(answer.body).toContain('Check your email')
      return answer
    },
  )
})
