import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { root } from '@/scripts/places.mjs'
import { freePort } from '@/scripts/run/ports.mjs'
import { testServerEnvironment } from '@/scripts/test/test-server.mjs'
import { expect, test } from './fixtures'
import { rawRequest } from './setup/http'
import { runningServer } from './setup/servers'

/* Ways to start Next.js that leave our front server out. */

const NEXT = join(root, 'node_modules/next/dist/bin/next')

/** What a standalone `server.js` and the adapters of platforms do. */
const ADAPTER = `
  const next = require('next')
  const app = next({ dev: false, dir: process.cwd() })
  app.prepare().then(() => require('node:http').createServer(app.getRequestHandler()).listen(process.env.PORT))`

const WAYS: [string, string[]][] = [
  ['next start', [NEXT, 'start']],
  ['an adapter', ['-e', ADAPTER]],
]

for (const [name, args] of WAYS) {
  test(`${name} refuses to serve, and says how to start`, async () => {
    const port = await freePort()
    const { databaseUrl } = runningServer('standard')
    const env = testServerEnvironment({ port, databaseUrl })
    const child = spawn(process.execPath, args, { cwd: root, env })
    let said = ''
    child.stderr.on('data', (part) => (said += String(part)))
    const ended = once(child, 'close') as Promise<[number | null]>
    let isOver = false
    void ended.then(() => (isOver = true))
    const statuses: number[] = []
    while (!isOver) {
      const headers = { 'x-forwarded-for': '127.0.0.1', 'x-latchkey-direct': '1' }
      const answer = await rawRequest({ port, path: '/api/metrics' }, headers).catch(() => null)
      if (answer) statuses.push(answer.status)
    }
    const [code] = await ended
    expect(code).toBe(1)
    expect(said).toContain('does not serve without its front server')
    expect(said).toContain('npm start')
    expect(statuses).toEqual([])
  })
}
