import { readFile } from 'node:fs/promises'
import { expect, test } from './fixtures'
import { readBuiltRoutes } from './setup/built-routes'
import { multipart } from './setup/http'
import { become } from './setup/roles'
import { runningServer, type ServerName } from './setup/servers'

/* A signed-in user who requests an administrator's page or action leaves one event, in database and log. */

const NOBODY = '00000000-0000-7000-8000-000000000000'

test.describe('an administrator page requested by another user is one event', () => {
  const PLACES = {
    'a page': { path: '/admin/users' },
    'the data of a page': { path: '/admin/audit', headers: { rsc: '1' } },
    'a page about somebody': { path: `/admin/users/${NOBODY}` },
    'a handler': { path: '/admin/audit/export', method: 'POST' },
    'an action': { path: `/admin/users/${NOBODY}`, method: 'POST', action: 'makeAdminAction' },
    'an action that asks first': {
      ...{ path: `/admin/users/${NOBODY}`, method: 'POST', action: 'disableUserAction' },
    },
  }

  for (const server of ['standard', 'without-middleware'] as const) {
    test(server, async ({ databases }) => {
      const { url } = runningServer(server)
      const database = databases(server)
      for (const [what, { action, ...asked }] of Object.entries<Asked>(PLACES)) {
        const person = await become('user', server, database)
        const call = action === undefined ? null : callOf(action)
        const headers = { origin: url, ...asked.headers, ...call?.headers }
        let answer = await person.ask(asked, headers, call?.body)
        // Next first redirects to the URL of the page's data.
        const path = answer.headers.location
        if (path !== undefined) answer = await person.ask({ path }, headers)
        const actor = [String(person.user?.id)]
        expect([200, 404], what).toContain(answer.status)
        expect(await database.count(REFUSALS, actor), what).toBe(1)
        await expect.poll(() => refusalLines(server, actor), { message: what }).toHaveLength(1)
      }
    })
  }
})

type Asked = {
  path: string
  method?: string
  headers?: Record<string, string>
  action?: string
}

/** The file lags slightly behind the server. */
async function refusalLines(server: ServerName, [actorId = '']: string[]): Promise<string[]> {
  const text = await readFile(runningServer(server).logFile, 'utf8')
  return text.split('\n').filter((line) => line.includes('authz_fail') && line.includes(actorId))
}

const REFUSALS = `audit_events WHERE action = 'authz_fail' AND "actorId" = $1::uuid`

function callOf(name: string) {
  const action = readBuiltRoutes().actions.find((built) => built.name === name)
  if (!action) throw new Error(`There is no ${name}`)
  const { data, contentType } = multipart([
    { name: '0', value: JSON.stringify([NOBODY, {}, '$K1']) },
  ])
  const headers = { 'next-action': action.id, 'content-type': contentType }
  return { headers, body: data.toString() }
}
