import { createAccount, somebody, type User } from '../e2e/setup/people'
import type { TestDatabase } from '../e2e/setup/database'
import { actionFieldsIn } from '../e2e/setup/http'
import { addFactors, addPasskey, optionsFor } from '../setup/factors'
import { HttpVisitor } from '../setup/http-visitor'
import { findForms, type Form } from './forms'
import { openLinkForms } from './link-forms'
import { discoverTargets, type Targets } from './targets'
import { cookieName } from '@/lib/domain/site/cookie-names'
import { SECOND_STEP_PATH } from '@/lib/domain/site/redirects'

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
  /** With two-factor, a passkey and an access token. */
  guarded: Actor
  /** Their access token, which only ever is sent tampered. */
  apiToken: string
  /** The cookies of a browser in which their password was right, and no code was entered yet. */
  firstStep: string
  /** An account that requests may damage. */
  disposable: User
  csrf: { token: string; cookie: string }
  /** A passkey of somebody else, and a challenge to sign in with it in the browser with that token. */
  passkey: { credentialId: string; challenge: string }
  forms: Form[]
  /** The same behind mailed links. */
  linkForms: Form[]
}

export async function createTestBed(
  server: { port: number; url: string },
  database: TestDatabase,
): Promise<TestBed> {
  const targets = await discoverTargets()
  const actor = await newActor(server.port, database, 'USER')
  const admin = await newActor(server.port, database, 'ADMIN')
  const victim = await newActor(server.port, database, 'USER')
  const { guarded, apiToken } = await newGuarded(server.port, database)
  const firstStep = await enterPassword(server.port, guarded.user)
  const disposable = await createAccount(database, somebody())
  const stranger = new HttpVisitor(server.port)
  const token = await stranger.csrfToken()
  const { challenge } = await optionsFor(stranger, 'sign-in')
  const forms = await findForms(
    server.port,
    targets.routes,
    ['', actor.cookie, admin.cookie],
    disposable.id,
  )
  const ownPages = targets.routes.filter((route) => route.startsWith('/account'))
  forms.push(
    ...(await findForms(server.port, ownPages, [guarded.cookie], disposable.id)),
    ...(await findForms(server.port, [SECOND_STEP_PATH], [firstStep], disposable.id)),
  )
  return {
    ...targets,
    port: server.port,
    url: server.url,
    ...{ actor, admin, victim, guarded, apiToken, firstStep, disposable, forms },
    linkForms: await openLinkForms(server.port, database),
    csrf: { token, cookie: stranger.cookie },
    passkey: { credentialId: await newPasskey(server.port, database), challenge },
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
  const { guarded, apiToken } = (await isIn(testBed.guarded))
    ? testBed
    : await newGuarded(testBed.port, database)
  const { challenge } = await optionsFor(new HttpVisitor(testBed.port), 'sign-in', {
    cookie: testBed.csrf.cookie,
  })
  return {
    ...testBed,
    passkey: { ...testBed.passkey, challenge },
    actor: await fresh(testBed.actor, 'USER'),
    admin: await fresh(testBed.admin, 'ADMIN'),
    victim: await fresh(testBed.victim, 'USER'),
    ...{ guarded, apiToken },
    firstStep: await enterPassword(testBed.port, guarded.user),
    linkForms: await openLinkForms(testBed.port, database),
  }
}

/** @returns the id of its credential */
async function newPasskey(port: number, database: TestDatabase): Promise<string> {
  const { visitor } = await signedIn(port, database, 'USER')
  const { body } = await visitor.get('/account/passkeys')
  const device = await addPasskey({ port, addForm: actionFieldsIn(body, 'passkey') }, visitor)
  return device.id.toString('base64url')
}

async function newGuarded(port: number, database: TestDatabase) {
  const { user, visitor } = await signedIn(port, database, 'USER')
  const { apiToken } = await addFactors(visitor, database, user)
  return { guarded: actorOf(user, visitor), apiToken }
}

/** @returns the cookies of the first step */
async function enterPassword(port: number, { email, password }: User): Promise<string> {
  const visitor = new HttpVisitor(port)
  await visitor.signIn(email, password)
  return visitor.cookie
}

async function newActor(
  port: number,
  database: TestDatabase,
  role: 'USER' | 'ADMIN',
): Promise<Actor> {
  const { user, visitor } = await signedIn(port, database, role)
  return actorOf(user, visitor)
}

async function signedIn(port: number, database: TestDatabase, role: 'USER' | 'ADMIN') {
  const person = somebody()
  const mark = person.username.toUpperCase()
  const user = await createAccount(database, { ...person, name: `Canary ${mark}` }, { role })
  const visitor = new HttpVisitor(port)
  await visitor.signIn(user.email, user.password)
  return { user, visitor }
}

function actorOf(user: User, visitor: HttpVisitor): Actor {
  const token = visitor.cookies.get(cookieName('session'))
  if (token === undefined) throw new Error('An account of the run could not sign in')
  return { user, cookie: visitor.cookie, token }
}
