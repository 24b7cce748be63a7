import { createAccount, somebody, type User } from '../e2e/setup/people'
import type { TestDatabase } from '../e2e/setup/database'
import { HttpVisitor } from '../setup/http-visitor'
import { findForms, type Form } from './forms'
import { discoverTargets, type Targets } from './targets'
import { cookieName } from '@/lib/domain/site/cookie-names'

/** A signed-in user. The name is never sent, so a response that contains it granted access. */
export type Actor = { user: User; cookie: string; token: string }

export type TestBed = Targets & {
  port: number
  url: string
  /** Sends its own requests. */
  actor: Actor
  admin: Actor
  /** Only ever sends a tampered cookie. */
  victim: Actor
  /** An account that requests may damage. */
  disposable: User
  csrf: { token: string; cookie: string }
  forms: Form[]
}

export async function createTestBed(
  server: { port: number; url: string },
  database: TestDatabase,
): Promise<TestBed> {
  const targets = await discoverTargets()
  const actor = await newActor(server.port, database, 'USER')
  const admin = await newActor(server.port, database, 'ADMIN')
  const victim = await newActor(server.port, database, 'USER')
  const disposable = await createAccount(database, somebody())
  const stranger = new HttpVisitor(server.port)
  const token = await stranger.csrfToken()
  const forms = await findForms(
    server.port,
    targets.routes,
    ['', actor.cookie, admin.cookie],
    disposable.id,
  )
  return {
    ...targets,
    port: server.port,
    url: server.url,
    ...{ actor, admin, victim, disposable, forms },
    csrf: { token, cookie: stranger.cookie },
  }
}

/** The same, with users signed in again if a request signed them out. */
export async function refreshed(testBed: TestBed, database: TestDatabase): Promise<TestBed> {
  const isIn = async ({ cookie }: Actor) => {
    const { body } = await new HttpVisitor(testBed.port).get('/api/auth/session', { cookie })
    return body.includes('sessionId')
  }
  const fresh = async (actor: Actor, role: 'USER' | 'ADMIN') =>
    (await isIn(actor)) ? actor : newActor(testBed.port, database, role)
  return {
    ...testBed,
    actor: await fresh(testBed.actor, 'USER'),
    admin: await fresh(testBed.admin, 'ADMIN'),
    victim: await fresh(testBed.victim, 'USER'),
  }
}

async function newActor(
  port: number,
  database: TestDatabase,
  role: 'USER' | 'ADMIN',
): Promise<Actor> {
  const person = somebody()
  const mark = person.username.toUpperCase()
  const user = await createAccount(database, { ...person, name: `Canary ${mark}` }, { role })
  const visitor = new HttpVisitor(port)
  await visitor.signIn(user.email, user.password)
  const token = visitor.cookies.get(cookieName('session'))
  if (token === undefined) throw new Error('An account of the run could not sign in')
  return { user, cookie: visitor.cookie, token }
}
