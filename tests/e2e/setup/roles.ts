import { expect } from 'playwright/test'
import { noteSecrets } from './canaries'
import type { TestDatabase } from './database'
import { ownAddress, rawRequest, type RawAnswer } from './http'
import { createAccount, somebody, type User } from './people'
import { runningServer, type ServerName } from './servers'
import { DEFAULT_ROLE, isRole } from '@/lib/domain/accounts/roles'
import { cookieName } from '@/lib/domain/site/cookie-names'

export type RolePerson = {
  /** Null for a visitor without an account. */
  user: User | null
  /** The `Cookie` header; empty for a signed-out visitor. */
  cookie: string
  ask: (
    wanted: { path: string; method?: string },
    headers?: Record<string, string>,
    body?: string,
  ) => Promise<RawAnswer>
}

/**
 * A user of one column of the role table, with their cookies. The disabled and the unverified were
 * signed in before.
 */
export async function become(
  role: string,
  server: ServerName,
  database: TestDatabase,
): Promise<RolePerson> {
  const visitor = visitorAt(server)
  if (role === 'anonymous') return visitor
  const named = role.toUpperCase()
  const user = await createAccount(database, somebody(), {
    role: isRole(named) ? named : DEFAULT_ROLE,
  })
  const signedIn = visitorAt(server, user, await signInByHand(server, user))
  if (role === 'disabled') {
    await database.rows('UPDATE users SET "disabledAt" = now() WHERE id = $1::uuid', [user.id])
    await untilSignedOut(signedIn)
  }
  if (role === 'unverified') {
    await database.rows('UPDATE users SET "emailVerifiedAt" = NULL WHERE id = $1::uuid', [user.id])
    await untilSignedOut(signedIn)
  }
  return signedIn
}

/** A change made directly in the database reaches the server processes a moment later. */
async function untilSignedOut(person: RolePerson): Promise<void> {
  const session = async () => (await person.ask({ path: '/api/auth/session' })).body
  await expect.poll(session, { intervals: [20] }).toBe('null')
}

function visitorAt(server: ServerName, user: User | null = null, cookie = ''): RolePerson {
  const { port, url } = runningServer(server)
  const headers = {
    host: new URL(url).host,
    'x-forwarded-for': ownAddress(),
    ...(cookie === '' ? {} : { cookie }),
  }
  return {
    user,
    cookie,
    ask: (wanted, more = {}, body = '') =>
      rawRequest({ port, ...wanted }, { ...headers, ...more }, body),
  }
}

/**
 * Somebody between the two steps of a sign-in: the password was right, and a code is needed. That no
 * key opens the secret behind it makes no difference before a code is entered.
 */
export async function afterFirstStep(
  server: ServerName,
  database: TestDatabase,
  role: 'USER' | 'ADMIN',
): Promise<RolePerson> {
  const user = await createAccount(database, somebody(), { role })
  await database.rows(
    `WITH on_now AS (UPDATE users SET "twoFactorEnabledAt" = now() WHERE id = $1::uuid)
     INSERT INTO authenticators ("userId", "sealedSecret", "keyName", "lastUsedStep", "createdAt")
     VALUES ($1::uuid, 'x', 'x', 0, now())`,
    [user.id],
  )
  const cookie = await enterPassword(server, user)
  if (!cookie.includes(`${cookieName('two-factor')}=`)) throw new Error('No second step')
  return visitorAt(server, user, cookie)
}

/**
 * Signs in with the documented requests only.
 *
 * @returns the `Cookie` header of the new session
 */
export async function signInByHand(server: ServerName, user: User): Promise<string> {
  const cookies = await enterPassword(server, user)
  if (!cookies.includes(`${cookieName('session')}=`)) throw new Error(`Not signed in: ${cookies}`)
  return cookies
}

async function enterPassword(server: ServerName, user: User): Promise<string> {
  const visitor = visitorAt(server)
  const csrf = await visitor.ask({ path: '/api/auth/csrf' })
  const { csrfToken } = JSON.parse(csrf.body) as { csrfToken: string }
  const form = { csrfToken, identifier: user.email, password: user.password }
  const answer = await visitor.ask(
    { path: '/api/auth/callback/credentials', method: 'POST' },
    { 'content-type': 'application/x-www-form-urlencoded', cookie: pairsOf(csrf) },
    new URLSearchParams(form).toString(),
  )
  const cookies = pairsOf(answer)
  await noteSecrets(cookies.split('; ').map((pair) => ({ name: '', value: valueOf(pair) })))
  return cookies
}

const valueOf = (pair: string) => pair.slice(pair.indexOf('=') + 1)

function pairsOf({ headers }: RawAnswer): string {
  return (headers['set-cookie'] ?? []).map((line) => line.split(';')[0] ?? '').join('; ')
}
