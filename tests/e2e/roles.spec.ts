import { isAboutRoute, readRoleTable, ROLES } from '../setup/role-table'
import { isRole } from '@/lib/domain/accounts/roles'
import { cookieName } from '@/lib/domain/site/cookie-names'
import { expect, test } from './fixtures'
import { boundPerson } from './setup/bound-person'
import { readBuiltRoutes, type BuiltAction } from './setup/built-routes'
import type { TestDatabase } from './setup/database'
import { multipart, type Part, type RawAnswer } from './setup/http'
import { afterFirstStep, become, type RolePerson } from './setup/roles'
import { runningServer, type ServerName } from './setup/servers'

/*
 * Who may do what, checked route by route and role by role from the table in
 * docs/security/roles.md: on the product as served, and with its middleware removed.
 */

const table = readRoleTable()
const built = readBuiltRoutes()

const sorted = (names: readonly string[]) => [...names].sort()

test('the role table lists every page, action and handler of the build', () => {
  expect(sorted(table.pages.map(({ name }) => name))).toEqual(sorted(built.pages))
  expect(sorted(table.actions.map(({ name }) => name))).toEqual(
    sorted(built.actions.map(({ name }) => name)),
  )
  const missing = built.handlers.filter(
    (route) => !table.handlers.some(({ name }) => isAboutRoute(name.split(' ')[1] ?? '', route)),
  )
  expect(missing).toEqual([])
})

for (const server of ['standard', 'without-middleware'] as const) {
  test.describe(server === 'standard' ? 'as it is served' : 'without the middleware', () => {
    test.use({ server })

    for (const role of ROLES) {
      test(`every page answers the role ${role} as the role table says`, async ({ database }) => {
        const person = await become(role, server, database)
        const mailId = await anyMail(database)
        for (const { name, outcomes } of table.pages) {
          // Redirecting is only a convenience of the middleware.
          if (server === 'without-middleware' && outcomes[role] === 'dashboard') continue
          const path = pathFor(name, person, mailId)
          const page = await person.ask({ path }, { accept: 'text/html' })
          expect(pageOutcome(page), path).toBe(outcomes[role])
          const data = await askForData(person, path)
          expect(pageOutcome(data), `${path}, its data`).toBe(outcomes[role])
        }
      })

      test(`every action answers the role ${role} as the role table says`, async ({ database }) => {
        test.setTimeout(120_000)
        let person = await become(role, server, database)
        for (const action of built.actions) {
          const row = table.actions.find(({ name }) => name === action.name)
          const page = action.pages.find((path) => isShown(path, role)) ?? action.pages[0] ?? '/'
          const path = pathFor(page, person, NOBODY)
          const answer = await call(action, person, { path, url: runningServer(server).url })
          expect(actionOutcome(answer), action.name).toBe(row?.outcomes[role])
          // An allowed action may have signed out or deleted its user.
          const isAllowedIn = isRole(role.toUpperCase())
          if (isAllowedIn && !(await isSignedIn(person))) {
            person = await become(role, server, database)
          }
        }
      })
    }
  })
}

for (const server of ['standard', 'without-middleware'] as const) {
  test.describe(`cookies that sign nobody in, ${server}`, () => {
    test.use({ server })

    test('the first step of a sign-in opens nothing but its second step', async ({ database }) => {
      test.setTimeout(120_000)
      const person = await afterFirstStep(server, database, 'ADMIN')
      await opensNothing(person, server, { but: '/sign-in/two-factor', database })
    })

    test('a bound session without the cookie of its device opens nothing', async ({ database }) => {
      test.setTimeout(120_000)
      const { session, ...person } = await boundPerson(database, 'admin', server)
      // The session cookie alone would end it at the first request.
      const cookie = `${session}; ${cookieName('bound')}=${'x'.repeat(43)}`
      const copy: RolePerson = {
        ...person,
        ask: (wanted, headers, body) => person.ask(wanted, { cookie, ...headers }, body),
      }
      await opensNothing(copy, server, { database })
    })
  })
}

/** Every page, its data, action and handler answers as if nobody were signed in. */
async function opensNothing(
  person: RolePerson,
  server: ServerName,
  { but, database }: { but?: string; database: TestDatabase },
): Promise<void> {
  const { url } = runningServer(server)
  const mailId = await anyMail(database)
  for (const { name, outcomes } of table.pages) {
    const path = pathFor(name, person, mailId)
    const opens = name === but ? 'shown' : outcomes.anonymous
    const page = await person.ask({ path }, { accept: 'text/html' })
    expect(pageOutcome(page), path).toBe(opens)
    expect(pageOutcome(await askForData(person, path)), `${path}, its data`).toBe(opens)
  }
  for (const action of built.actions) {
    const row = table.actions.find(({ name }) => name === action.name)
    const page = action.pages.find((one) => isShown(one, 'anonymous')) ?? action.pages[0]
    const path = pathFor(page ?? '/', person, NOBODY)
    const answer = await call(action, person, { path, url })
    expect(actionOutcome(answer), action.name).toBe(row?.outcomes.anonymous)
  }
  for (const { name, outcomes } of table.handlers) {
    const [method = '', path = ''] = name.split(' ')
    const answer = await person.ask({ method, path }, { origin: url })
    const [status, body] = (outcomes.anonymous ?? '').split(' ')
    expect(String(answer.status), name).toBe(status)
    if (body === 'null') expect(answer.body, name).toBe('null')
  }
}

for (const role of ROLES) {
  test(`every handler answers the role ${role} as the role table says`, async ({ database }) => {
    const { url } = runningServer('standard')
    const person = await become(role, 'standard', database)
    for (const { name, outcomes } of table.handlers) {
      const [method = '', path = ''] = name.split(' ')
      const answer = await person.ask({ method, path }, { origin: url })
      const [status, body] = (outcomes[role] ?? '').split(' ')
      expect(String(answer.status), name).toBe(status)
      if (body === 'null') expect(answer.body, name).toBe('null')
      else if (body) expect(answer.body, name).toContain(`"role":"${body}"`)
    }
  })
}

test('the server without middleware has none', async () => {
  const { url } = runningServer('without-middleware')
  const policyAt = async (origin: string) =>
    (await fetch(`${origin}/sign-in`)).headers.get('content-security-policy')
  expect(await policyAt(url)).not.toContain('nonce-')
  expect(await policyAt(runningServer('standard').url)).toContain('nonce-')
})

const NOBODY = '00000000-0000-7000-8000-000000000000'

async function isSignedIn(person: RolePerson): Promise<boolean> {
  return (await person.ask({ path: '/api/auth/session' })).body !== 'null'
}

/** A page's path with its parameters filled in with existing ids. */
function pathFor(route: string, { user }: RolePerson, mailId: string): string {
  const id = route.startsWith('/mailbox/') ? mailId : (user?.id ?? NOBODY)
  return route.replace('[id]', id)
}

async function anyMail(database: TestDatabase): Promise<string> {
  const [mail] = await database.rows(
    `INSERT INTO outbox_mails (id, "to", template, data, "createdAt", attempts, "sentAt")
     VALUES (gen_random_uuid(), 'roles@example.com', 'password-changed',
             '{"name":"Ada","changedAt":"2026-01-01T00:00:00.000Z"}', now(), 1, now())
     RETURNING id`,
  )
  return String(mail?.id)
}

/** The request of an open page's router; Next first redirects to the URL of the page's data. */
async function askForData(person: RolePerson, path: string): Promise<RawAnswer> {
  const answer = await person.ask({ path }, { rsc: '1' })
  const { pathname, search } = new URL(answer.headers.location ?? '/', 'http://localhost')
  if (!search.includes('_rsc') || pathname !== path) return answer
  return person.ask({ path: `${pathname}${search}` }, { rsc: '1' })
}

function isShown(page: string, role: string): boolean {
  return table.pages.some(({ name, outcomes }) => name === page && outcomes[role] === 'shown')
}

/** Calls an action by its id, as a page's script does, with an empty form. */
function call(
  action: BuiltAction,
  person: RolePerson,
  { path, url }: { path: string; url: string },
): Promise<RawAnswer> {
  const { data, contentType } = multipart([emptyArguments(action)])
  return person.ask(
    { path, method: 'POST' },
    { origin: url, 'next-action': action.id, 'content-type': contentType },
    data.toString(),
  )
}

/** The first byte of an action's id tells its arguments: a state, a form, or both. */
function emptyArguments({ id }: BuiltAction): Part {
  const taken = Number.parseInt(id.slice(0, 2), 16)
  const isForm = (taken & 0b0100_0000) !== 0
  const isBoth = (taken & 0b0010_0000) !== 0
  return { name: '0', value: isBoth ? '[{},"$K1"]' : isForm ? '["$K1"]' : '[]' }
}

function pageOutcome({ status, headers, body }: RawAnswer): string {
  // In streamed data, a guard's refusal replaces the guarded content.
  const [, refused, to] =
    /"digest":"NEXT_(REDIRECT;\w+;([^;"]+)|HTTP_ERROR_FALLBACK;404)/.exec(body) ?? []
  if (status === 200 && refused) return to ? whereTo(to) : '404'
  if (status === 200) return 'shown'
  if (status === 401) return 'sign-in'
  if (status === 307 || status === 303) return whereTo(headers.location)
  return String(status)
}

function actionOutcome({ status, headers }: RawAnswer): string {
  const to = headers['x-action-redirect']?.toString() ?? headers.location
  // With the middleware the caller is told that the session has expired.
  if (status === 401 || (to !== undefined && whereTo(to) === 'sign-in')) return 'sign-in'
  return status === 200 || status === 303 ? 'runs' : String(status)
}

/** Recognized by its return path: a sign-out leads to the same page without refusing anything. */
function whereTo(location = ''): string {
  const { pathname, searchParams } = new URL(location, 'http://localhost')
  if (pathname === '/sign-in') return searchParams.has('callbackUrl') ? 'sign-in' : pathname
  return pathname === '/dashboard' ? 'dashboard' : pathname
}
