import fc from 'fast-check'
import NextAuth from 'next-auth'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { auth } from '@/auth'
import { readCookies } from '@/lib/auth/auth-request'
import { authConfig } from '@/lib/auth/config'
import { readViewer } from '@/lib/auth/guards'
import { withOneSessionCookie } from '@/lib/auth/session-cookie'
import { encodeSessionToken } from '@/lib/auth/session-jwe'
import { prisma } from '@/lib/data/database/prisma'
import { cookieName } from '@/lib/domain/site/cookie-names'
import { hours, later, minutes, MS_PER_SECOND } from '@/lib/domain/time'
import { env } from '@/lib/env'
import { withRequestCache } from '@/lib/platform/request-cache'
import { newAccount } from '../setup/new-account'
import { newSession } from '../setup/new-session'

const received = vi.hoisted(() => ({ headers: new Headers() }))

vi.mock('next/headers', () => ({ headers: () => Promise.resolve(received.headers) }))

/** Auth.js's own reading of the session, with everything it wraps around the callbacks. */
const { auth: authJsAuth } = NextAuth(authConfig)

const NAME = cookieName('session')
const FIRST = 'Hq7Zt2Lm9XcVb4NwKs8Rf3JdPy6Ge1Ta'
const SECOND = 'Bw5Yk8Uo1MzQe7RxCv2Tg9HnLs4Dj6Fp'
const FOREIGN = 'Xn3Ea6Wr9GtPb2Vk7ZcJm4QyLh8Us1Df'

beforeAll(() => {
  vi.stubEnv('AUTH_SECRET', `${FIRST},${SECOND}`)
  expect(env().AUTH_SECRET).toEqual([FIRST, SECOND])
})

async function signedIn({ secret = FIRST, maxAge = 3600, accountOverrides = {} } = {}) {
  const account = await newAccount(accountOverrides)
  const session = await newSession(account, new Date())
  const { id, role } = account
  const absoluteEnd = Math.floor(session.absoluteEndAt.getTime() / MS_PER_SECOND)
  const claims = { sub: id, id, role, sessionId: session.id, absoluteEnd }
  const token = encodeSessionToken({ token: claims, secret, salt: NAME, maxAge })
  return { account, session, token }
}

const past = () => later(new Date(), -minutes(1))

/** How each of them reads a `Cookie` header, after the HTTP layer and the middleware. */
async function allAnswers(cookie: string) {
  received.headers = new Headers({ cookie: readCookies(withOneSessionCookie(cookie, '/')).cookie })
  const [authJsSession, session, viewer] = await Promise.all([authJsAuth(), auth(), readViewer()])
  return { authJsSession, session, viewer }
}

async function agreedAnswer(cookie: string) {
  const { authJsSession, session, viewer } = await allAnswers(cookie)
  expect(session).toEqual(authJsSession)
  if (session === null || viewer === null) {
    expect({ session, viewer }).toEqual({ session: null, viewer: null })
    return null
  }
  const { session: row, twoFactorEnabledAt, passkeysEnabledAt, passkeyOfferedAt, ...user } = viewer
  // What a guard needs and a browser need not know.
  expect([twoFactorEnabledAt, passkeysEnabledAt, passkeyOfferedAt]).toEqual([null, null, null])
  expect(session).toEqual({
    user,
    sessionId: row.id,
    expires: row.endsAt.toISOString(),
  })
  return session.user
}

describe('Auth.js, auth() and the guards agree that the user is signed in', () => {
  const cases: [string, () => Promise<{ account: { id: string }; cookie: string }>][] = [
    ['by an open session', () => cookieOf(signedIn())],
    ['as an administrator', () => cookieOf(signedIn({ accountOverrides: { role: 'ADMIN' } }))],
    [
      'by a token under the secret before the last rotation',
      () => cookieOf(signedIn({ secret: SECOND })),
    ],
    [
      'after a planted cookie of the same name',
      async () => {
        const { account, token } = await signedIn()
        return { account, cookie: `${NAME}=planted; ${NAME}=${token}` }
      },
    ],
    [
      'before a planted cookie of the same name',
      async () => {
        const { account, token } = await signedIn()
        return { account, cookie: `${NAME}=${token}; ${NAME}=planted` }
      },
    ],
    [
      'beside planted pieces of a chunked cookie',
      async () => {
        const { account, token } = await signedIn()
        return { account, cookie: `${NAME}.0=planted; ${NAME}=${token}; ${NAME}.1=planted` }
      },
    ],
  ]

  test.each(cases)('%s', async (_name, arrange) => {
    const { account, cookie } = await arrange()
    expect(await agreedAnswer(cookie)).toMatchObject({ id: account.id })
  })

  async function cookieOf(made: ReturnType<typeof signedIn>) {
    const { account, token } = await made
    return { account, cookie: `${NAME}=${token}` }
  }
})

describe('Auth.js, auth() and the guards agree that nobody is signed in', () => {
  const cases: [string, () => Promise<string>][] = [
    ['without a cookie', () => Promise.resolve('')],
    ['with garbage', () => Promise.resolve(`${NAME}=garbage`)],
    ['with a tampered token', async () => `${NAME}=${tampered((await signedIn()).token)}`],
    [
      'with a token under another secret',
      async () => `${NAME}=${(await signedIn({ secret: FOREIGN })).token}`,
    ],
    [
      'with an expired token',
      async () => `${NAME}=${(await signedIn({ maxAge: -minutes(1) / MS_PER_SECOND })).token}`,
    ],
    [
      'with a token in two chunks',
      async () => {
        const { token } = await signedIn()
        const middle = Math.floor(token.length / 2)
        return `${NAME}.0=${token.slice(0, middle)}; ${NAME}.1=${token.slice(middle)}`
      },
    ],
    [
      'with a token that names no session',
      () => {
        const claims = { sub: 'ada', id: 'ada', role: 'USER', sessionId: 'unknown', absoluteEnd: 9 }
        return Promise.resolve(
          `${NAME}=${encodeSessionToken({ token: claims as never, secret: FIRST, salt: NAME, maxAge: 60 })}`,
        )
      },
    ],
    ['with two planted cookies', () => Promise.resolve(`${NAME}=one; ${NAME}=two`)],
    ['after the session was revoked', () => changedSession({ revokedAt: past() })],
    ['past the idle end', () => changedSession({ idleEndAt: past() })],
    [
      'past the absolute end',
      () => changedSession({ absoluteEndAt: past(), idleEndAt: later(new Date(), hours(1)) }),
    ],
    ['after the account was disabled', () => changedUser({ disabledAt: past() })],
    [
      'while the account is disabled for a time',
      () => changedUser({ disabledAt: past(), disabledUntil: later(new Date(), hours(1)) }),
    ],
    ['after the account was deleted', () => deletedUser()],
  ]

  test.each(cases)('%s', async (_name, arrange) => {
    expect(await agreedAnswer(await arrange())).toBeNull()
  })

  async function changedSession(data: Record<string, Date>) {
    const { session, token } = await signedIn()
    await prisma().session.update({ where: { id: session.id }, data })
    return `${NAME}=${token}`
  }

  async function changedUser(data: Record<string, Date>) {
    const { account, token } = await signedIn()
    await prisma().user.update({ where: { id: account.id }, data })
    return `${NAME}=${token}`
  }

  async function deletedUser() {
    const { account, token } = await signedIn()
    await prisma().user.delete({ where: { id: account.id } })
    return `${NAME}=${token}`
  }
})

test('Auth.js, auth() and the guards agree on any mix of cookies', async () => {
  const [alive, other, revoked] = [await signedIn(), await signedIn(), await signedIn()]
  await prisma().session.update({ where: { id: revoked.session.id }, data: { revokedAt: past() } })
  const names = [
    NAME,
    `${NAME}.0`,
    `${NAME}.1`,
    `${NAME}s`,
    `__Host-${NAME}`,
    cookieName('callback'),
  ]
  const values = [
    alive.token,
    other.token,
    revoked.token,
    tampered(alive.token),
    'planted',
    '',
    '%',
  ]
  const cookies = fc.array(fc.tuple(fc.constantFrom(...names), fc.constantFrom(...values)), {
    maxLength: 5,
  })
  await fc.assert(
    fc.asyncProperty(cookies, async (pairs) => {
      await agreedAnswer(pairs.map(([name, value]) => `${name}=${value}`).join('; '))
    }),
    { numRuns: 100 },
  )
})

describe('the session is read', () => {
  test('once per request that only reads', async () => {
    received.headers = new Headers({ cookie: `${NAME}=${(await signedIn()).token}` })
    const [first, second] = await withRequestCache(() => Promise.all([auth(), auth()]))
    expect(first).not.toBeNull()
    expect(second).toBe(first)
  })

  test('again within a request that may change it', async () => {
    const { session, token } = await signedIn()
    received.headers = new Headers({ cookie: `${NAME}=${token}` })
    expect(await auth()).not.toBeNull()
    await prisma().session.update({ where: { id: session.id }, data: { revokedAt: past() } })
    expect(await auth()).toBeNull()
    expect(await readViewer()).toBeNull()
  })
})

/** The same token with one character of its ciphertext changed. */
function tampered(token: string): string {
  const parts = token.split('.')
  const text = parts[3] ?? ''
  parts[3] = (text.startsWith('A') ? 'B' : 'A') + text.slice(1)
  return parts.join('.')
}
