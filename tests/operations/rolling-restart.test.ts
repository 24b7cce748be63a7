import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { dataFolder } from '@/scripts/places.mjs'
import { programsFolder } from '@/scripts/run/build.mjs'
import { startServer, waitUntilItAnswers, type LocalServer } from '@/scripts/run/local-server.mjs'
import { freePort } from '@/scripts/run/ports.mjs'
import { findProgram } from '@/scripts/test/packaged-program.mjs'
import { newTestDatabase } from '@/scripts/test/test-cluster.mjs'
import { testDistFolder, testServerEnvironment } from '@/scripts/test/test-server.mjs'
import { HttpVisitor } from '../setup/http-visitor'
import { startSurroundings } from '../setup/production-server'
import { startNginxBalancer, type Proxy } from '../processes/proxies'

/* Processes behind nginx, as docs/deploy/several-processes.md configures it, restarted one by one under load. */

const program = (await findProgram('nginx')) ?? ''
const PROCESSES = 2
const CLIENTS = 8
const SOON = { timeout: 60_000 }
const CALLBACK = '/api/auth/callback/credentials'
const GUESS = { identifier: 'nobody', password: 'not the password' }

describe.skipIf(program === '')('a rolling restart behind nginx', () => {
  let surroundings: Awaited<ReturnType<typeof startSurroundings>>
  let proxy: Proxy
  let port = 0
  const starts: (() => Promise<LocalServer>)[] = []
  const servers: LocalServer[] = []

  beforeAll(async () => {
    surroundings = await startSurroundings()
    const databaseUrl = await newTestDatabase(inject('cluster'), 'rolling')
    port = await freePort()
    const logs = join(dataFolder, 'test', 'logs')
    await mkdir(logs, { recursive: true })
    const upstreams: number[] = []
    for (let index = 0; index < PROCESSES; index += 1) {
      const upstream = await freePort()
      upstreams.push(upstream)
      const logFile = join(logs, `rolling-${index + 1}.log`)
      const env = {
        ...testServerEnvironment({ port: upstream, databaseUrl, settings: surroundings.settings }),
        AUTH_URL: `http://localhost:${port}`,
        SIGN_IN_IP_PER_MINUTE: '100000',
        DRAIN_DELAY_SECONDS: '1',
      }
      const serve = join(programsFolder(testDistFolder), 'serve.mjs')
      starts.push(async () => {
        const started = await startServer({ program: serve, port: upstream, env, logFile })
        await waitUntilItAnswers(started, { port: upstream, logFile })
        return started
      })
    }
    for (const start of starts) servers.push(await start())
    proxy = await startNginxBalancer(program, { port, upstreams })
  })
  afterAll(async () => {
    await proxy.stop()
    await Promise.all(servers.map((server) => server.stop()))
    await surroundings.stop()
  })

  test('drops no request, forms included', async () => {
    const answers: { what: string; status: number }[] = []
    let isOver = false
    const visitors = Array.from({ length: CLIENTS }, () => new HttpVisitor(port))
    const busy = visitors.map(async (visitor, index) => {
      const csrfToken = await visitor.csrfToken()
      while (!isOver) {
        const isForm = index % 2 === 1
        const answer = isForm
          ? visitor.post(CALLBACK, { csrfToken, ...GUESS })
          : visitor.get('/sign-in')
        const status = await answer.then((one) => one.status).catch(() => 0)
        answers.push({ what: isForm ? 'form' : 'page', status })
      }
    })
    await expect.poll(() => answers.length, SOON).toBeGreaterThan(CLIENTS)
    for (const [index, start] of starts.entries()) {
      await servers[index]?.stop()
      servers[index] = await start()
    }
    const served = answers.length
    await expect.poll(() => answers.length, SOON).toBeGreaterThan(served + CLIENTS)
    isOver = true
    await Promise.all(busy)
    const dropped = answers.filter(({ status }) => status === 0 || status >= 500)
    const forms = answers.filter(({ what }) => what === 'form').length
    process.stdout.write(
      `rolling restart: ${PROCESSES} processes, ${answers.length - forms} pages and ${forms} forms, ` +
        `${dropped.length} dropped\n`,
    )
    expect(dropped).toEqual([])
  })
})
