import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { TestDatabase } from '../e2e/setup/database'
import { actionFieldsIn } from '../e2e/setup/http'
import { createAccount, createResetLink, somebody } from '../e2e/setup/people'
import { startMailServer } from '../integration/mail/mail-server'
import { HttpVisitor } from '../setup/http-visitor'
import { productionSettings } from '../setup/production-server'
import { addFactors, addPasskey, createAccessToken } from '../setup/factors'
import { findForms } from '../fuzz/forms'
import { deeds, keepBusy, type Known } from './clients'
import { guardedDeeds, type Guarded } from './guarded-clients'
import { FAULTS, type BreachState, type Scene } from './fault-kinds'
import { Ledger } from './ledger'
import { OwnApplication } from './own-application'
import { OwnDatabase } from './own-database'
import { TcpProxy } from './tcp-proxy'

/*
 * The production build with its own database, mail server and breach service, all of which fail
 * while users visit, sign in in one step, in two or with a passkey, sign up and sign out, open mailed
 * links and use access tokens. No fault may let anyone in or reject a right password, code, passkey, token
 * or link, and acknowledged changes are kept.
 */

const SEED = Number(process.env.LATCHKEY_RUN_SEED ?? 20_260_301)
/** Each kind once, then repeatedly until this time is up. */
const SECONDS = Number(process.env.LATCHKEY_RUN_SECONDS ?? 0)
const RECOVERY_MS = 10_000
/** On a machine so busy that a healthy round takes over a second, as long as ten rounds. */
const SLOW_MACHINE_ROUNDS = 10
const MAX_PAUSE_MS = 700

const ledger = new Ledger()
const database = new OwnDatabase()
const stops: (() => Promise<unknown>)[] = []
let scene: Scene
let mails: Awaited<ReturnType<typeof startMailServer>>
let known: Known
let guarded: Guarded

beforeAll(async () => {
  await database.start()
  mails = await startMailServer()
  const mailLine = new TcpProxy(Number(new URL(mails.url).port))
  const breachService = await startBreachService()
  const settings = {
    ...productionSettings(),
    SMTP_URL: `smtp://127.0.0.1:${await mailLine.listen()}`,
    BREACH_CHECK_URL: breachService.url,
    SIGN_IN_MAX_FAILURES: '1000000',
  }
  const application = new OwnApplication(database.url, settings)
  scene = { application, database, mailLine, breachService }
  stops.push(
    () => application.terminate(),
    () => mailLine.close(),
    () => mails.close(),
    breachService.stop,
    () => database.remove(),
  )
  await application.start()
  known = await makeKnown(application.port)
  guarded = await makeGuarded(application.port)
})

afterAll(async () => {
  for (const stop of stops) await stop()
})

test(
  'no fault grants access or causes a wrong answer, and service is back within ten seconds',
  async () => {
    const { port } = scene.application
    const all = deeds(port, known, ledger)
    await untilFullService(all) // In the first round everything is still being loaded.
    const limitMs = Math.max(RECOVERY_MS, SLOW_MACHINE_ROUNDS * (await untilFullService(all)))
    const stopClients = keepBusy({
      ...all,
      ...guardedDeeds(port, guarded, ledger),
    })
    const recoveries: { kind: string; ms: number }[] = []
    const restarts: typeof recoveries = []
    const unreported: string[] = []
    const endsAt = performance.now() + SECONDS * 1000
    for (let round = 0; round === 0 || performance.now() < endsAt; round += 1) {
      for (const [kind, pauseMs] of shuffledKinds(SEED + round)) {
        const fault = FAULTS[kind]
        if (!fault) continue
        await sleep(pauseMs)
        const toldBefore = ledger.unavailable
        await fault.begin(scene)
        await sleep(fault.holdMs)
        await fault.end(scene)
        const ms = await untilFullService(all)
        if (fault.isRestart) restarts.push({ kind, ms })
        else recoveries.push({ kind, ms })
        if (fault.isFelt && ledger.unavailable === toldBefore) unreported.push(kind)
      }
    }
    await stopClients()
    report(recoveries, restarts)

    expect(ledger.wrong).toEqual([])
    expect(unreported, 'faults that no user was told about').toEqual([])
    expect(recoveries.filter(({ ms }) => ms > limitMs)).toEqual([])
  },
  (SECONDS + 400) * 1000,
)

test('no acknowledged change is lost', async () => {
  const { port } = scene.application
  const isIn = async (cookie: string) =>
    (await new HttpVisitor(port).get('/api/auth/session', { cookie })).body.includes('sessionId')
  const lost = {
    signUps: await notIn('SELECT email FROM pending_sign_ups', ledger.signedUp),
    mails: await notIn('SELECT "to" AS email FROM outbox_mails', ledger.signedUp),
    mailsSaidToBeSent: await countOf(
      await emailsOf('SELECT "to" AS email FROM outbox_mails WHERE "sentAt" IS NOT NULL'),
      async (email) => !mailed(email),
    ),
    sessions: await countOf(ledger.granted, async (cookie) => !(await isIn(cookie))),
    signOuts: await countOf(ledger.ended, isIn),
  }
  console.log(
    `Acknowledged: ${ledger.signedUp.length} sign-ups, ${ledger.granted.length} sign-ins, ` +
      `${ledger.ended.length} sign-outs. Lost: ${JSON.stringify(lost)}.`,
  )

  expect(lost).toEqual({ signUps: 0, mails: 0, mailsSaidToBeSent: 0, sessions: 0, signOuts: 0 })
  expect(ledger.signedUp.length).toBeGreaterThan(5)
  expect(ledger.granted.length).toBeGreaterThan(5)
  expect(ledger.ended.length).toBeGreaterThan(5)
}, 120_000)

/** In an order and at times determined by the seed. */
function shuffledKinds(seed: number): [kind: string, pauseMs: number][] {
  const kinds = Object.keys(FAULTS)
  const order = fc.tuple(
    fc.shuffledSubarray(kinds, { minLength: kinds.length }),
    fc.array(fc.nat(MAX_PAUSE_MS), { minLength: kinds.length, maxLength: kinds.length }),
  )
  const [[shuffled, pauses] = [[], []]] = fc.sample(order, { seed, numRuns: 1 })
  return shuffled.map((kind, at) => [kind, pauses[at] ?? 0])
}

/** @returns the time until a whole round was served */
async function untilFullService(all: ReturnType<typeof deeds>): Promise<number> {
  const startedAt = performance.now()
  for (;;) {
    const isServed = (await all.visit()) && (await all.signIn()) && (await all.signUp())
    const ms = performance.now() - startedAt
    if (isServed || ms > 4 * RECOVERY_MS) return ms
    await sleep(100)
  }
}

async function makeKnown(port: number): Promise<Known> {
  const users = new TestDatabase(database.directUrl)
  const user = await createAccount(users, somebody())
  const { id } = user
  await users.close()
  const [visitor, other] = [new HttpVisitor(port), new HttpVisitor(port)]
  await visitor.signIn(user.email, user.password)
  await other.signIn(user.email, user.password)
  const endedCookie = other.cookie
  await other.post('/api/auth/signout', { csrfToken: await other.csrfToken() })
  const forms = await findForms(port, ['/sign-up'], [''], id)
  const form = forms.find(({ fields }) => fields.includes('email'))
  return { user, cookie: visitor.cookie, endedCookie, signUpFields: form?.hidden ?? [] }
}

async function makeGuarded(port: number): Promise<Guarded> {
  const users = new TestDatabase(database.directUrl)
  const user = await createAccount(users, somebody())
  const visitor = new HttpVisitor(port)
  await visitor.signIn(user.email, user.password)
  const factors = await addFactors(visitor, users, user)
  const { body } = await visitor.get('/account/passkeys')
  const device = await addPasskey({ port, addForm: actionFieldsIn(body, 'passkey') }, visitor)
  const revokedToken = await createAccessToken(visitor, 'Revoked')
  await users.rows(`UPDATE api_tokens SET "revokedAt" = now() WHERE name = 'Revoked'`)
  const resetLink = await createResetLink(users, user)
  await users.close()
  return { ...factors, user, device, revokedToken, resetLink }
}

async function startBreachService() {
  let state: BreachState = 'sound'
  const answer = (response: ServerResponse) => {
    if (state === 'redirecting') response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end()
    else if (state === 'sound') response.end('')
  }
  const server = createServer((_request, response) => answer(response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    setState: (next: BreachState) => void (state = next),
    stop: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

const mailed = (email: string) => mails.received.some(({ to }) => to.includes(email))

async function emailsOf(sql: string): Promise<string[]> {
  return (await database.ask(sql)).map(({ email }) => String(email))
}

async function notIn(sql: string, expected: readonly string[]): Promise<number> {
  const found = new Set(await emailsOf(sql))
  return expected.filter((email) => !found.has(email)).length
}

async function countOf<One>(all: readonly One[], is: (one: One) => Promise<boolean>) {
  let count = 0
  for (const one of all) if (await is(one)) count += 1
  return count
}

type Recovery = { kind: string; ms: number }

function report(recoveries: readonly Recovery[], restarts: readonly Recovery[]): void {
  const slowest = (all: readonly Recovery[]) => Math.round(Math.max(...all.map(({ ms }) => ms)))
  console.log(
    [
      `Fault run, seed ${SEED}: ${recoveries.length + restarts.length} faults`,
      `${ledger.served} requests served, ${ledger.unavailable} told to come back, ${ledger.unreachable} without an answer, ${ledger.wrong.length} wrong`,
      `Full service again after ${slowest(recoveries)} ms at most, after a start of its own ${slowest(restarts)} ms`,
    ].join('\n'),
  )
}
