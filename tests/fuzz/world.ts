import { createAccount, somebody, type User } from '../e2e/setup/people'
import type { TestDatabase } from '../e2e/setup/database'
import { HttpVisitor } from '../setup/http-visitor'
import { findForms, type Form } from './forms'
import { discoverTargets, type Targets } from './targets'
import { cookieName } from '@/lib/domain/site/cookie-names'

/** A signed-in user. The name is never sent, so a response that contains it granted access. */
export type Actor = { user: User; cookie: string; token: string }

export type World = Targets & {
  port: number
  url: string
  /** Sends its own requests. */
  actor: Actor
  admin: Actor
  /** Only ever sends a tampered cookie. */
  victim: Actor
  /** An account that requests may damage. */
  scapegoat: User
  csrf: { token: string; cookie: string }
  forms: Form[]
}

export async function makeWorld(
  server: { port: number; url: string },
  database: TestDatabase,
): Promise<World> {
  const targets = await discoverTargets()
  const actor = await newActor(server.port, database, 'USER')
  const admin = await newActor(server.port, database, 'ADMIN')
  const victim = await newActor(server.port, database, 'USER')
  const scapegoat = await createAccount(database, somebody())
  const stranger = new HttpVisitor(server.port)
  const token = await stranger.csrfToken()
  const forms = await findForms(
    server.port,
    targets.routes,
    ['', actor.cookie, admin.cookie],
    scapegoat.id,
  )
  return {
    ...targets,
    port: server.port,
    url: server.url,
    ...{ actor, admin, victim, scapegoat, forms },
    csrf: { token, cookie: stranger.cookie },
  }
}

/** The same, with users signed in again if a request signed them out. */
export async function refreshed(world: World, database: TestDatabase): Promise<World> {
  const isIn = async ({ cookie }: Actor) => {
    const { body } = await new HttpVisitor(world.port).get('/api/auth/session', { cookie })
    return body.includes('sessionId')
  }
  const fresh = async (actor: Actor, role: 'USER' | 'ADMIN') =>
    (await isIn(actor)) ? actor : newActor(world.port, database, role)
  return {
    ...world,
    actor: await fresh(world.actor, 'USER'),
    admin: await fresh(world.admin, 'ADMIN'),
    victim: await fresh(world.victim, 'USER'),
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
