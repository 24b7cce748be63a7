import { expect } from 'playwright/test'
import { cookieName } from '@/lib/domain/site/cookie-names'
import { DeviceKey } from '@/tests/setup/device-key'
import type { TestDatabase } from './database'
import { become, type RolePerson } from './roles'
import type { ServerName } from './servers'

const SESSION = cookieName('session')
const BOUND = cookieName('bound')
/** What a browser sends by itself has neither an origin nor a page. */
const BY_ITSELF = { 'content-length': '0' }

/** Somebody whose session needs the cookie of its device. Both are `name=value`. */
export type BoundPerson = RolePerson & { key: DeviceKey; session: string; bound: string }

/** `name=value` of a cookie among `Set-Cookie` lines; empty when it is not there. */
export const valueIn = (lines: readonly string[], name: string) =>
  lines.find((line) => line.startsWith(`${name}=`))?.split(';')[0] ?? ''

/** Somebody with a bound session, who has used it once. */
async function bind(person: RolePerson, offer: string, session: string): Promise<BoundPerson> {
  const key = new DeviceKey()
  const [, challenge = ''] = /challenge="([^"]+)"/.exec(offer) ?? []
  const answer = await person.ask(
    { path: '/api/session-binding/register', method: 'POST' },
    { ...BY_ITSELF, cookie: session, 'secure-session-response': key.registration(challenge) },
  )
  expect(answer.status).toBe(200)
  const bound = valueIn(answer.headers['set-cookie'] ?? [], BOUND)
  const used = await person.ask({ path: '/dashboard' }, { cookie: `${session}; ${bound}` })
  expect(used.status).toBe(200)
  return { ...person, key, session, bound }
}

/** @param role of the role table */
export async function boundPerson(
  database: TestDatabase,
  role = 'user',
  server: ServerName = 'standard',
): Promise<BoundPerson> {
  const person = await become(role, server, database)
  if (person.user === null) throw new Error('nobody is signed in')
  const csrf = await person.ask({ path: '/api/auth/csrf' }, { cookie: '' })
  const { csrfToken } = JSON.parse(csrf.body) as { csrfToken: string }
  const { email, password } = person.user
  const signedIn = await person.ask(
    { path: '/api/auth/callback/credentials', method: 'POST' },
    {
      'content-type': 'application/x-www-form-urlencoded',
      cookie: valueIn(csrf.headers['set-cookie'] ?? [], cookieName('csrf')),
    },
    new URLSearchParams({ csrfToken, identifier: email, password }).toString(),
  )
  const offer = String(signedIn.headers['secure-session-registration'])
  return bind(person, offer, valueIn(signedIn.headers['set-cookie'] ?? [], SESSION))
}
