import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { dataFolder } from '@/scripts/places.mjs'
import { migrate } from '@/scripts/operate/migrate.mjs'
import { programsFolder } from '@/scripts/run/build.mjs'
import { startServer, waitUntilItAnswers, type LocalServer } from '@/scripts/run/local-server.mjs'
import { freePort } from '@/scripts/run/ports.mjs'
import { testDistFolder, testServerEnvironment } from '@/scripts/test/test-server.mjs'
import { TestDatabase } from '../e2e/setup/database'
import { actionFieldsIn } from '../e2e/setup/http'
import { createAccount, somebody } from '../e2e/setup/people'
import { deeds, keepBusy } from '../faults/clients'
import { Ledger } from '../faults/ledger'
import { TcpProxy } from '../faults/tcp-proxy'
import { HttpVisitor } from '../setup/http-visitor'
import { startSurroundings } from '../setup/production-server'
import { packagedPostgres, PostgresPair } from './postgres-pair'

/*
 * The primary dies while people sign in, sign up and sign out; the standby is promoted, and the address
 * in DATABASE_URL leads to it from then on. Nothing is restarted.
 */

const bin = await packagedPostgres()
const SOON = { timeout: 60_000 }
/** Each step waits for people, whose sign-ins take long on a busy machine. */
vi.setConfig({ testTimeout: 240_000 })

describe.skipIf(bin === null)('a failover to a standby', () => {
  const pair = new PostgresPair(bin ?? '')
  const line = new TcpProxy(0)
  let surroundings: Awaited<ReturnType<typeof startSurroundings>>
  let server: LocalServer
  let port = 0

  beforeAll(async () => {
    await pair.start()
    await migrate(pair.primaryUrl)
    line.leadTo(pair.primaryPort)
    const address = new URL(pair.primaryUrl)
    address.port = String(await line.listen())
    surroundings = await startSurroundings()
    port = await freePort()
    const settings = { ...surroundings.settings, SIGN_IN_IP_PER_MINUTE: '100000' }
    const env = testServerEnvironment({ port, databaseUrl: address.href, settings })
    const logFile = join(dataFolder, 'test', 'logs', 'failover.log')
    const program = join(programsFolder(testDistFolder), 'serve.mjs')
    server = await startServer({ program, port, env, logFile })
    await waitUntilItAnswers(server, { port, logFile })
  })
  afterAll(async () => {
    await server.stop()
    await surroundings.stop()
    await line.close()
    await pair.stop()
  })

  test('loses nothing that was acknowledged, and revives no session', async () => {
    const primary = new TestDatabase(pair.primaryUrl)
    const user = await createAccount(primary, somebody())
    await primary.close()
    const known = new HttpVisitor(port)
    await known.signIn(user.email, user.password)
    const signUpFields = actionFieldsIn((await new HttpVisitor(port).get('/sign-up')).body, 'email')
    const ledger = new Ledger()
    const all = deeds(port, { user, cookie: known.cookie, endedCookie: '', signUpFields }, ledger)
    const { signIn, signUp, signOut } = all
    const stop = keepBusy({ signIn, signUp, signOut })
    await expect.poll(() => ledger.ended.length, SOON).toBeGreaterThan(3)

    const killedAt = performance.now()
    pair.killPrimary()
    line.setState('cut')
    await pair.promoteStandby()
    line.leadTo(pair.standbyPort)
    line.setState('sound')
    const promotedAt = performance.now()
    const [granted, ended] = [ledger.granted.length, ledger.ended.length]
    await expect
      .poll(() => ledger.granted.length, { ...SOON, interval: 20 })
      .toBeGreaterThan(granted)
    const signedInAt = performance.now()
    await expect.poll(() => ledger.ended.length, SOON).toBeGreaterThan(ended)
    await stop()

    expect(ledger.wrong).toEqual([])
    const standby = new TestDatabase(pair.standbyUrl)
    const rows = await standby.rows('SELECT email FROM pending_sign_ups')
    await standby.close()
    const emails = new Set(rows.map(({ email }) => email))
    const lost = ledger.signedUp.filter((email) => !emails.has(email))
    const statusOf = async (cookie: string) =>
      (await new HttpVisitor(port).get('/dashboard', { cookie, accept: 'text/html' })).status
    const statuses = (cookies: string[]) => Promise.all(cookies.map(statusOf))
    const revived = (await statuses(ledger.ended)).filter((status) => status === 200)
    const forgotten = (await statuses(ledger.granted)).filter((status) => status !== 200)
    const { served, unavailable, unreachable } = ledger
    process.stdout.write(
      `failover: ${Math.round(promotedAt - killedAt)} ms to promote, first sign-in ` +
        `${Math.round(signedInAt - promotedAt)} ms later; ${served} served, ${unavailable} answered 503, ` +
        `${unreachable} without an answer; acknowledged sign-ups ${ledger.signedUp.length}, lost ` +
        `${lost.length}; sessions ended ${ledger.ended.length}, revived ${revived.length}; sessions ` +
        `opened ${ledger.granted.length}, lost ${forgotten.length}\n`,
    )
    expect({ lost, revived, forgotten, unreachable }).toEqual({
      ...{ lost: [], revived: [], forgotten: [] },
      unreachable: 0,
    })
  })
})
