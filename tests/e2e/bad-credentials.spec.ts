import { expect, test, type User } from './fixtures'
import { ALL_WAYS, NOT_AN_OBJECT, NOT_TEXT, withOneWrong } from './setup/bad-values'
import { csrfToken, multipart, ownAddress, postCredentials } from './setup/http'
import { cookieName } from '@/lib/domain/site/cookie-names'

const NEW_SESSION = new RegExp(`${cookieName('session')}=[^;]`)

/*
 * `POST /api/auth/callback/credentials` accepts forms and JSON from anyone. Invalid input is
 * refused without a 5xx and without a session.
 */

const PATH = '/api/auth/callback/credentials'

type Answer = {
  status: () => number
  headers: () => Record<string, string>
  text: () => Promise<string>
}

async function expectRefusal(answer: Answer, what: string): Promise<void> {
  expect(answer.status(), what).toBeLessThan(500)
  expect(answer.headers()['set-cookie'] ?? '', what).not.toMatch(NEW_SESSION)
  if (answer.status() < 400) {
    const said = `${answer.headers().location ?? ''} ${await answer.text()}`
    expect(said, what).toMatch(/error=(CredentialsSignin|MissingCSRF)/)
  }
}

const right = (user: User) => ({ identifier: user.email, password: user.password })

test('the same requests with valid values sign in', async ({ request, newUser }) => {
  const user = await newUser()
  for (const way of ['form', 'data']) {
    const fields = { csrfToken: await csrfToken({ request }), ...right(user) }
    const answer = await request.post(PATH, { [way]: fields, maxRedirects: 0 })
    expect(answer.headers()['set-cookie']).toMatch(NEW_SESSION)
  }
})

for (const field of ['identifier', 'password', 'csrfToken'] as const) {
  test(`invalid ${field} as a form`, async ({ request, newUser, database }) => {
    const user = await newUser()
    const token = await csrfToken({ request })
    for (const way of ALL_WAYS) {
      if (way === 'a file') continue // This encoding has no files.
      const fields = { csrfToken: token, ...right(user) }
      const data = Buffer.concat(
        withOneWrong(fields, field, way).flatMap(({ name, value }) => [
          Buffer.from(`&${encodeURIComponent(name)}=`),
          // Sent as bytes, because some values are not text.
          Buffer.from(
            [...Buffer.from(value)]
              .map((byte) => `%${byte.toString(16).padStart(2, '0')}`)
              .join(''),
          ),
        ]),
      ).subarray(1)
      const answer = await request.post(PATH, {
        data,
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          'x-forwarded-for': ownAddress(),
        },
        maxRedirects: 0,
      })
      await expectRefusal(answer, `${field} ${way}`)
    }
    expect(await database.count('sessions WHERE "userId" = $1::uuid', [user.id])).toBe(0)
  })

  test(`invalid ${field} as JSON`, async ({ request, newUser, database }) => {
    const user = await newUser()
    const token = await csrfToken({ request })
    for (const value of NOT_TEXT) {
      const fields = Object.entries({ csrfToken: token, ...right(user) })
      const pairs = fields.map(
        ([name, text]) => `"${name}":${name === field ? value : JSON.stringify(text)}`,
      )
      const answer = await request.post(PATH, {
        data: Buffer.from(`{${pairs.join(',')}}`),
        headers: { 'content-type': 'application/json', 'x-forwarded-for': ownAddress() },
        maxRedirects: 0,
      })
      await expectRefusal(answer, `${field} as ${value.slice(0, 60)}`)
    }
    expect(await database.count('sessions WHERE "userId" = $1::uuid', [user.id])).toBe(0)
  })
}

test('a body that is not an object', async ({ request }) => {
  await csrfToken({ request })
  for (const body of NOT_AN_OBJECT) {
    const answer = await request.post(PATH, {
      data: Buffer.from(body),
      headers: { 'content-type': 'application/json' },
      maxRedirects: 0,
    })
    await expectRefusal(answer, body.slice(0, 60))
  }
})

test('a body of another content type', async ({ request, newUser }) => {
  const user = await newUser()
  const token = await csrfToken({ request })
  const fields = { csrfToken: token, ...right(user) }
  const { data, contentType } = multipart(
    Object.entries(fields).map(([name, value]) => ({ name, value })),
  )
  const form = new URLSearchParams(fields).toString()
  for (const [type, body] of [
    [contentType, data],
    ['multipart/form-data', form],
    ['multipart/form-data; boundary=', form],
    ['text/plain', form],
    ['text/html', form],
    ['application/xml', '<a/>'],
    ['application/octet-stream', form],
    ['application/jsonp', JSON.stringify(fields)],
    ['x', form],
  ] as const) {
    const answer = await request.post(PATH, {
      data: Buffer.from(body),
      headers: { 'content-type': type },
      maxRedirects: 0,
    })
    expect(answer.status(), type).toBe(415)
  }
  const tooMuch = await request.post(PATH, {
    data: Buffer.from(`${form}&more=${'x'.repeat(70_000)}`),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    maxRedirects: 0,
  })
  expect(tooMuch.status()).toBe(413)
})

test('columns and claims in the body are ignored', async ({ request, newUser }) => {
  const user = await newUser()
  await postCredentials(
    { request },
    {
      ...right(user),
      role: 'ADMIN',
      id: '1',
      sub: '1',
      sessionId: 'x',
      'user[role]': 'ADMIN',
      '__proto__[role]': 'ADMIN',
    },
  )
  const update = {
    csrfToken: await csrfToken({ request }),
    data: { user: { role: 'ADMIN', id: '1' } },
  }
  const updated = await request.post('/api/auth/session', { data: update })

  expect(await updated.json()).toMatchObject({ user: { id: user.id, role: 'USER' } })
  const session = (await (await request.get('/api/auth/session')).json()) as { user: object }
  expect(session.user).toMatchObject({ id: user.id, role: 'USER' })
})

for (const path of ['/api/auth/session', '/api/auth/signout', '/api/auth/signin/credentials']) {
  test(`${path} survives the same input`, async ({ request }) => {
    const token = await csrfToken({ request })
    for (const value of NOT_TEXT) {
      const answer = await request.post(path, {
        data: Buffer.from(`{"csrfToken":"${token}","data":${value},"callbackUrl":${value}}`),
        headers: { 'content-type': 'application/json' },
        maxRedirects: 0,
      })
      expect(answer.status(), value.slice(0, 60)).toBeLessThan(500)
    }
    for (const body of NOT_AN_OBJECT) {
      const answer = await request.post(path, {
        data: Buffer.from(body),
        headers: { 'content-type': 'application/json' },
        maxRedirects: 0,
      })
      expect(answer.status(), body.slice(0, 60)).toBeLessThan(500)
    }
  })
}

test('no URL under /api/auth answers with a 5xx', async ({ request }) => {
  for (const path of [
    ...['', '/', '//', '/x', '/callback', '/callback/x', '/callback/credentials/x', '/error'],
    ...['/signin/x', '/signin/credentials', '/verify-request', '/webauthn-options/x', '/_log'],
    ...['/csrf?callbackUrl=foo', '/signin?callbackUrl=%00', '/session?callbackUrl=javascript:x'],
    ...['/error?error=%ff', '/error?error=Configuration', '/signout?callbackUrl=//x', '/csrf/'],
    ...['/__proto__', '/constructor', '/callback/__proto__', '/%2e%2e/x', '/providers?x=%00'],
  ]) {
    for (const method of ['GET', 'POST'] as const) {
      const answer = await request.fetch(`/api/auth${path}`, { method, maxRedirects: 0 })
      expect(answer.status(), `${method} ${path}`).toBeLessThan(500)
    }
  }
})
