import { expect } from 'playwright/test'
import type { Role } from '../../setup/role-table'
import type { TestDatabase } from './database'
import { ownAddress, rawRequest, type RawAnswer } from './http'
import { createAccount, somebody, type User } from './people'
import { runningServer, type ServerName } from './servers'

export type RolePerson = {
  /** Null for somebody without an account. */
  user: User | null
  ask: (
    wanted: { path: string; method?: string },
    headers?: Record<string, string>,
    body?: string,
  ) => Promise<RawAnswer>
}

/**
 * Somebody in one of the five situations of the role table, with the cookies that go with it. The
 * disabled and the unverified were signed in before they became so.
 */
export async function become(
  role: Role,
  server: ServerName,
  database: TestDatabase,
): Promise<RolePerson> {
  const { port, url } = runningServer(server)
  const headers = { host: new URL(url).host, 'x-forwarded-for': ownAddress() }
  const person = (user: User | null, cookie: Record<string, string>): RolePerson => ({
    user,
    ask: (wanted, more = {}, body = '') =>
      rawRequest({ port, ...wanted }, { ...headers, ...cookie, ...more }, body),
  })
  const visitor = person(null, {})
  if (role === 'anonymous') return visitor
  const user = await createAccount(database, somebody(), {
    role: role === 'admin' ? 'ADMIN' : 'USER',
  })
  const cookie = await signInByHand(visitor, user)
  const signedIn = person(user, { cookie })
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

/** A change made past the product reaches its processes through the database, a moment later. */
async function untilSignedOut(person: RolePerson): Promise<void> {
  const session = async () => (await person.ask({ path: '/api/auth/session' })).body
  await expect.poll(session, { intervals: [20], timeout: 2000 }).toBe('null')
}

/** @returns the `Cookie` header of the session */
async function signInByHand(visitor: RolePerson, user: User): Promise<string> {
  const csrf = await visitor.ask({ path: '/api/auth/csrf' })
  const { csrfToken } = JSON.parse(csrf.body) as { csrfToken: string }
  const form = { csrfToken, identifier: user.email, password: user.password }
  const answer = await visitor.ask(
    { path: '/api/auth/callback/credentials', method: 'POST' },
    { 'content-type': 'application/x-www-form-urlencoded', cookie: pairsOf(csrf) },
    new URLSearchParams(form).toString(),
  )
  const cookies = pairsOf(answer)
  if (!cookies.includes('latchkey.session=')) throw new Error(`Not signed in: ${answer.status}`)
  return cookies
}

function pairsOf({ headers }: RawAnswer): string {
  return (headers['set-cookie'] ?? []).map((line) => line.split(';')[0] ?? '').join('; ')
}
