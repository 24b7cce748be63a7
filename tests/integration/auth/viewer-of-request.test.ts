import { product } from '@/lib/product'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { GET } from '@/app/api/me/route'
import { readViewer } from '@/lib/auth/guards'
import { viewerOfRequest } from '@/lib/auth/viewer-of-request'
import { encodeSessionToken } from '@/lib/auth/session-jwe'
import { prisma } from '@/lib/data/database/prisma'
import { cookieName } from '@/lib/domain/site/cookie-names'
import { MS_PER_SECOND } from '@/lib/domain/time'
import { env } from '@/lib/env'
import { unwrap } from '@/lib/platform/result'
import { createToken } from '@/lib/services/tokens/api-tokens'
import { INTERNAL_HEADERS } from '@/lib/platform/internal-headers'
import { newAccount } from '../setup/new-account'
import { newSession } from '../setup/new-session'
import { viewerAgain } from '../setup/new-viewer'
import { newVisitor } from '../setup/new-visitor'

const received = vi.hoisted(() => ({ headers: new Headers() }))

vi.mock('next/headers', () => ({ headers: () => Promise.resolve(received.headers) }))

async function person(scope: 'read' | 'write' = 'read') {
  const account = await newAccount()
  const session = await newSession(account, new Date())
  const viewer = await viewerAgain(session.id, new Date())
  const input = { name: 'Test', scope, expires: '7' } as const
  const token = unwrap(await createToken(viewer, input, newVisitor(), new Date()))
  const absoluteEnd = Math.floor(session.absoluteEndAt.getTime() / MS_PER_SECOND)
  const claims = { sub: account.id, id: account.id, role: account.role, sessionId: session.id }
  const salt = cookieName('session')
  const secret = env().AUTH_SECRET[0] ?? ''
  const jwe = encodeSessionToken({ token: { ...claims, absoluteEnd }, secret, salt, maxAge: 3600 })
  return { account, token, cookie: `${salt}=${jwe}` }
}

/** A request as the server passes it on. */
function requestWith(headers: Record<string, string>): Request {
  const { address } = newVisitor()
  received.headers = new Headers({ [INTERNAL_HEADERS.address]: address, ...headers })
  return new Request('http://localhost:3000/api/me', { headers: received.headers })
}

async function answerTo(headers: Record<string, string>) {
  const response = await GET(requestWith(headers))
  return {
    status: response.status,
    challenge: response.headers.get('www-authenticate'),
    body: (await response.json()) as Record<string, unknown>,
  }
}

describe('GET /api/me', () => {
  test('tells a program whose token it has, and nothing but the profile', async () => {
    const { account, token } = await person()
    const { status, body } = await answerTo({ authorization: `Bearer ${token}` })
    expect(status).toBe(200)
    const { id, name, username, email, image, role } = account
    expect(body).toEqual({ id, name, username, email, image, role })
  })

  test('tells a script of this site who is signed in', async () => {
    const { account, cookie } = await person()
    expect(await answerTo({ cookie })).toMatchObject({ status: 200, body: { id: account.id } })
  })

  test.each([
    ['nothing', {}],
    ['another scheme', { authorization: 'Basic dXNlcjpwYXNz' }],
  ])('refuses a request with %s, and says how to ask', async (_what, headers) => {
    expect(await answerTo(headers)).toEqual({
      status: 401,
      challenge: `Bearer realm="${product.slug}"`,
      body: {
        error: 'access_token_missing',
        message: 'Send “Authorization: Bearer …” with a token from /account/tokens, or sign in.',
      },
    })
  })

  test('tells a browser whose session ended to sign in again', async () => {
    const { cookie, account } = await person()
    await prisma().session.updateMany({
      where: { userId: account.id },
      data: { revokedAt: new Date() },
    })
    expect(await answerTo({ cookie })).toMatchObject({
      status: 401,
      body: { error: 'session_expired' },
    })
  })

  test.each([
    'Bearer',
    'Bearer %',
    'Bearer %ZZ',
    `bearer ${product.slug}_short`,
    `Bearer ${'x'.repeat(43)}`,
    `Bearer ${product.slug}_${'x'.repeat(43)}`,
    `Bearer ${product.slug}_${'x'.repeat(5000)}`,
    `Bearer ${product.slug}_${"';--".repeat(10)}xxx`,
  ])('refuses %s by the token alone, whoever is signed in', async (authorization) => {
    const { cookie } = await person()
    expect(await answerTo({ authorization, cookie })).toMatchObject({
      status: 401,
      challenge: `Bearer realm="${product.slug}", error="invalid_token"`,
      body: { error: 'access_token_invalid' },
    })
  })
})

describe('a token', () => {
  test('that may read is not enough where something is changed', async () => {
    const reader = await person()
    const refused = await viewerOfRequest(
      requestWith({ authorization: `Bearer ${reader.token}` }),
      'write',
    )
    expect(refused).toBeInstanceOf(Response)
    expect((refused as Response).status).toBe(403)
    const writer = await person('write')
    const authorization = `Bearer ${writer.token}`
    expect(await viewerOfRequest(requestWith({ authorization }), 'write')).toMatchObject({
      id: writer.account.id,
    })
    expect((await answerTo({ authorization })).status).toBe(200)
  })

  test('of someone who must set up two-factor opens nothing until then', async () => {
    const { token } = await person()
    const rule = env()
    rule.REQUIRE_TWO_FACTOR = 'everyone'
    onTestFinished(() => void (rule.REQUIRE_TWO_FACTOR = 'none'))
    expect(await answerTo({ authorization: `Bearer ${token}` })).toMatchObject({
      status: 403,
      body: { error: 'two_factor_missing' },
    })
  })

  test('opens no page and runs no action: their guard knows the cookie alone', async () => {
    const { token } = await person('write')
    requestWith({ authorization: `Bearer ${token}` })
    expect(await readViewer()).toBeNull()
    requestWith({ cookie: `${cookieName('session')}=${token}` })
    expect(await readViewer()).toBeNull()
  })

  test('carries no session, so nothing that needs one can be called with it', async () => {
    const { token } = await person('write')
    const request = requestWith({ authorization: `Bearer ${token}` })
    expect(await viewerOfRequest(request, 'write')).not.toHaveProperty('session')
  })
})
