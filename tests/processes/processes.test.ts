import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest'
import { newTestDatabase } from '@/scripts/test/test-cluster.mjs'
import { TestDatabase } from '../e2e/setup/database'
import { actionFieldsIn, multipart, type Part } from '../e2e/setup/http'
import { createAccount, somebody } from '../e2e/setup/people'
import { codeNow } from '../e2e/setup/two-factor'
import { deeds, keepBusy } from '../faults/clients'
import { Ledger } from '../faults/ledger'
import { enrol, RECOVERY_CODE, SECRET, signedIn } from '../setup/factors'
import { HttpVisitor } from '../setup/http-visitor'
import { startSurroundings } from '../setup/production-server'
import { BoundVisitor } from './bound-visitor'
import { afterPassword, sendAtOnce, withPasskeyAnswer } from './same-factor'
import { SeveralProcesses } from './several-processes'
import { actOnEachOther, pairsOfEndings } from './two-administrators'

/*
 * Several processes of the production build on one database, behind a load balancer. Changes by one
 * apply to all, and a killed one loses nothing.
 */

const PROCESSES = Number(process.env.LATCHKEY_PROCESSES ?? 2)
const DUE = 2500
const SOON = { timeout: 15_000 }
vi.setConfig({ testTimeout: 60_000 })

const processes = new SeveralProcesses()
let surroundings: Awaited<ReturnType<typeof startSurroundings>>
let database: TestDatabase
let signUpFields: Part[]

beforeAll(async () => {
  surroundings = await startSurroundings()
  const databaseUrl = await newTestDatabase(inject('cluster'), 'processes')
  database = new TestDatabase(databaseUrl)
  await endLongAgo(DUE)
  const settings = { ...surroundings.settings, CLEANUP_SECONDS: '1' }
  await processes.start(PROCESSES, databaseUrl, settings)
  const { body } = await new HttpVisitor(processes.port).get('/sign-up')
  signUpFields = actionFieldsIn(body, 'email')
})

afterAll(async () => {
  await processes.stop()
  await surroundings.stop()
  await database.close()
})

/** Rows for the purge: sessions that ended before the retention period. */
async function endLongAgo(count: number): Promise<void> {
  const { id } = await createAccount(database, somebody())
  await database.rows(
    `INSERT INTO sessions (id, "userId", "createdAt", "lastSeenAt", "idleEndAt", "absoluteEndAt",
                           remember, address, "userAgent", "revokedAt")
     SELECT 'ended-' || n, $1::uuid, at, at, at, at, false, '', '', at
       FROM generate_series(1, $2::int) AS n, (SELECT now() - interval '90 days' AS at) AS ended`,
    [id, count],
  )
}

const statusesOf = async (cookie: string) =>
  (await processes.askAll('/dashboard', cookie)).map(({ status }) => status)

const allOf = (status: number, count = PROCESSES) => Array.from({ length: count }, () => status)

test('a session opened by one process is valid in all, and ends in all when one ends it', async () => {
  const user = await createAccount(database, somebody())
  const [leaving, staying] = [new HttpVisitor(processes.port), new HttpVisitor(processes.port)]
  for (const visitor of [leaving, staying]) await visitor.signIn(user.email, user.password)
  const { cookie } = leaving
  // Twice, so that each process has cached it.
  for (const round of [1, 2]) expect(await statusesOf(cookie), `${round}`).toEqual(allOf(200))

  await leaving.post('/api/auth/signout', { csrfToken: await leaving.csrfToken() })
  await expect.poll(() => statusesOf(cookie), SOON).toEqual(allOf(307))

  expect(await statusesOf(staying.cookie)).toEqual(allOf(200))
  await database.rows(`UPDATE users SET "disabledAt" = now() WHERE id = $1::uuid`, [user.id])
  await expect.poll(() => statusesOf(staying.cookie), SOON).toEqual(allOf(307))
})

test.each([
  ['before the cookie expires', '1 minute', 200],
  ['after it has', '-1 minute', 307],
])(
  'fifty refreshes of a bound session agree, whichever process gave the challenge: %s',
  async (_when, isLeft, before) => {
    const user = await createAccount(database, somebody())
    const owner = await BoundVisitor.signIn(processes, user)
    expect(await statusesOf(owner.cookie)).toEqual(allOf(200))
    await database.rows(
      `UPDATE sessions SET "boundUntil" = now() + $2::interval WHERE "userId" = $1::uuid`,
      [user.id, isLeft],
    )
    const [cookie, challenge] = [owner.cookie, await owner.challengeFrom(0)]
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_one, index) => owner.refresh(index + 1, challenge)),
    )
    expect(answers.map(({ status }) => status)).toEqual(allOf(200, 50))
    expect(
      new Set(answers.map(({ headers }) => headers['set-cookie']?.[0]?.split(';')[0])).size,
    ).toBe(1)
    const [first] = answers
    if (first) owner.keep(first)
    expect(owner.cookie).not.toBe(cookie)
    expect(await statusesOf(owner.cookie)).toEqual(allOf(200))
    // Requests under way carry the value before, which signs nobody out and is no copy.
    await expect.poll(() => statusesOf(cookie), SOON).toEqual(allOf(before))
    expect(await statusesOf(owner.cookie)).toEqual(allOf(200))
    await expect.poll(mailsWaiting, SOON).toBe(0)
    expect(mailsTo(user.email)).toBe(0)
  },
)

test('the copied cookie of a bound session is refused by all processes, and reported once', async () => {
  const user = await createAccount(database, somebody())
  const owner = await BoundVisitor.signIn(processes, user)
  for (const round of [1, 2]) expect(await statusesOf(owner.cookie), `${round}`).toEqual(allOf(200))
  const copies = await Promise.all(Array.from({ length: 10 }, () => statusesOf(owner.copiedCookie)))
  expect(copies.flat()).toEqual(allOf(307, 10 * PROCESSES))
  await expect.poll(() => statusesOf(owner.cookie), SOON).toEqual(allOf(307))
  await expect.poll(mailsWaiting, SOON).toBe(0)
  expect(mailsTo(user.email)).toBe(1)
})

test('guesses sent to all processes count together', async () => {
  const { email } = await createAccount(database, somebody())
  const guesses = Array.from({ length: 6 * PROCESSES }, async (_one, index) => {
    const { body } = await new HttpVisitor(processes.port).signIn(email, `wrong ${index}`)
    return /code=([a-z_]+)/.exec(body)?.[1]
  })
  const codes = await Promise.all(guesses)
  expect(codes.filter((code) => code === 'invalid_credentials')).toHaveLength(5)
  expect(codes.filter((code) => code === 'rate_limited')).toHaveLength(6 * PROCESSES - 5)
})

test('a code, and a recovery code, in fifty hands at once sign in one of them', async () => {
  for (const [method, answer] of [
    ['password+totp', () => ({ code: codeNow(SECRET) })],
    ['password+recovery', () => ({ recoveryCode: RECOVERY_CODE })],
  ] as const) {
    const user = await createAccount(database, somebody())
    await enrol(database, user)
    const hands = await afterPassword(processes.port, user)
    const { count, refusals } = await sendAtOnce(hands, 'two-factor', answer())
    expect(count, method).toBe(1)
    expect(refusals, method).toHaveLength(49)
    // Beyond a few wrong ones the limit refuses.
    const others = refusals.filter(
      (code) => !/^(two_factor_(invalid|expired)|rate_limited)$/.test(code),
    )
    expect(others, method).toEqual([])
    const opened = 'sessions WHERE "userId" = $1::uuid AND method = $2'
    expect(await database.count(opened, [user.id, method])).toBe(1)
  }
})

test('the answer of a passkey in fifty hands at once signs in one of them', async () => {
  const { user, visitor } = await signedIn({ port: processes.port, database })
  const { hands, passkey } = await withPasskeyAnswer(processes.port, visitor)
  const { count, refusals } = await sendAtOnce(hands, 'passkey', { passkey })
  expect(count).toBe(1)
  expect(refusals).toEqual(Array.from({ length: 49 }, () => 'passkey_failed'))
  const opened = `sessions WHERE "userId" = $1::uuid AND method = 'passkey'`
  expect(await database.count(opened, [user.id])).toBe(1)
})

test('two administrators who end each other’s access at once never leave none', async () => {
  for (const pair of pairsOfEndings(PROCESSES > 2 ? 'every, four times' : 'the worst')) {
    const answers = await actOnEachOther(processes, database, pair)
    const what = pair.join(' and ')
    expect(await database.count(`users WHERE role = 'ADMIN' AND "disabledAt" IS NULL`), what).toBe(
      1,
    )
    expect(
      answers.filter(({ status }) => status === 303),
      what,
    ).toHaveLength(1)
    expect(
      answers.filter(({ status }) => status >= 500),
      what,
    ).toEqual([])
  }
})

test('each mail is sent once, by any of the processes', async () => {
  const people = Array.from({ length: 8 * PROCESSES }, somebody)
  const answers = people.map(async (person) => {
    const fields = Object.entries(person).map(([name, value]) => ({ name, value }))
    const { data, contentType } = multipart([...signUpFields, ...fields])
    const headers = { 'content-type': contentType }
    return (await new HttpVisitor(processes.port).postBytes('/sign-up', data, headers)).status
  })
  expect(await Promise.all(answers)).toEqual(people.map(() => 200))

  await expect.poll(mailsWaiting, SOON).toBe(0)
  expect(people.map(({ email }) => mailsTo(email))).toEqual(people.map(() => 1))
})

const mailsTo = (email: string) =>
  surroundings.mail.received.filter(({ to }) => to.includes(email)).length

const mailsWaiting = () => database.count(`outbox_mails WHERE "nextAttemptAt" IS NOT NULL`)

test('expired data is purged by one process at a time', async () => {
  await expect.poll(() => database.count(`sessions WHERE id LIKE 'ended-%'`), SOON).toBe(0)
  const cleared = async () => {
    const lines = await processes.logged('rows_cleared')
    const counts = lines.map(({ type, count }) => (type === 'sessions' ? Number(count) : 0))
    return counts.reduce((sum, count) => sum + count, 0)
  }
  await expect.poll(cleared, SOON).toBe(DUE)
})

test('a killed process loses nothing that was acknowledged', async () => {
  const ledger = new Ledger()
  const user = await createAccount(database, somebody())
  const known = new HttpVisitor(processes.port)
  await known.signIn(user.email, user.password)
  const all = deeds(
    processes.port,
    { user, cookie: known.cookie, endedCookie: '', signUpFields },
    ledger,
  )
  const { visit, signIn, signUp, signOut } = all
  const stop = keepBusy({ visit, signIn, signUp, signOut })
  await expect.poll(() => ledger.signedUp.length, SOON).toBeGreaterThan(3)
  await processes.killOne()
  const servedBefore = ledger.served
  const signedUpBefore = ledger.signedUp.length
  await expect.poll(() => ledger.served - servedBefore, SOON).toBeGreaterThan(8)
  await expect.poll(() => ledger.signedUp.length - signedUpBefore, SOON).toBeGreaterThan(1)
  await stop()

  expect(ledger.wrong).toEqual([])
  const emails = (await database.rows('SELECT email FROM pending_sign_ups')).map((row) => row.email)
  expect(emails).toEqual(expect.arrayContaining(ledger.signedUp))
  const survivors = PROCESSES - 1
  for (const cookie of [known.cookie, ...ledger.granted]) {
    expect(await statusesOf(cookie)).toEqual(allOf(200, survivors))
  }
  for (const cookie of ledger.ended) expect(await statusesOf(cookie)).toEqual(allOf(307, survivors))
  // The mail it was sending is due again after two minutes, which have passed.
  await database.rows(`UPDATE outbox_mails SET "nextAttemptAt" = now() WHERE "sentAt" IS NULL`)
  await expect.poll(mailsWaiting, SOON).toBe(0)
  expect(ledger.signedUp.filter((email) => mailsTo(email) === 0)).toEqual([])
})
