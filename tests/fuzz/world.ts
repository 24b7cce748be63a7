import type { Part } from '../e2e/setup/http'
import { createAccount, somebody, type User } from '../e2e/setup/people'
import type { TestDatabase } from '../e2e/setup/database'
import { HttpVisitor } from '../setup/http-visitor'
import { discoverTargets, pathOf, type Targets } from './targets'

/** Somebody signed in. Their name is never sent, so where it shows, somebody was let in. */
export type Actor = { user: User; cookie: string; token: string }

export type Form = { path: string; fields: string[]; hidden: Part[] }

export type World = Targets & {
  port: number
  url: string
  /** Sends requests of their own. */
  actor: Actor
  admin: Actor
  /** Only ever sends a cookie that was tampered with. */
  victim: Actor
  /** An account that may come to harm. */
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
  const forms = await findForms(server.port, targets, ['', actor.cookie, admin.cookie], scapegoat)
  return {
    ...targets,
    port: server.port,
    url: server.url,
    ...{ actor, admin, victim, scapegoat, forms },
    csrf: { token, cookie: stranger.cookie },
  }
}

/** The same with people who are signed in again, where what was sent has signed them out. */
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
  const token = visitor.cookies.get('latchkey.session')
  if (token === undefined) throw new Error('An account of the run could not sign in')
  return { user, cookie: visitor.cookie, token }
}

/** Every form of every page, as a browser without JavaScript would send it. */
async function findForms(
  port: number,
  { routes }: Targets,
  cookies: string[],
  person: User,
): Promise<Form[]> {
  const forms: Form[] = []
  for (const route of routes.filter((one) => !/^\/(api|_)/.test(one))) {
    for (const cookie of cookies) {
      const path = pathOf(route, () => person.id)
      const { body } = await new HttpVisitor(port).get(path, cookie ? { cookie } : {})
      forms.push(...formsIn(path, body))
    }
  }
  return forms
}

function formsIn(path: string, html: string): Form[] {
  return html
    .split('<form')
    .slice(1)
    .map((part) => {
      const [content = ''] = part.split('</form>')
      const inputs = [...content.matchAll(/<(?:input|select|textarea|button)\b[^>]*>/g)].map(
        ([tag]) => ({ name: attribute(tag, 'name'), value: attribute(tag, 'value') }),
      )
      const named = inputs.filter(({ name }) => name !== '')
      return {
        path,
        fields: named.map(({ name }) => name).filter((name) => !name.startsWith('$ACTION')),
        hidden: named.filter(({ name }) => name.startsWith('$ACTION')),
      }
    })
    .filter(({ hidden }) => hidden.length > 0)
}

function attribute(tag: string, name: string): string {
  const value = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? ''
  return value
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}
