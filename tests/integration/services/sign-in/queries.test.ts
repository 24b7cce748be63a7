import pg from 'pg'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { prisma } from '@/lib/data/database/prisma'
import { sessionCache } from '@/lib/data/sessions/session-cache'
import { SessionNotifications } from '@/lib/data/sessions/session-notifications'
import { restartUserSignIn } from '@/lib/data/users/account-status'
import { sealKnownDevice } from '@/lib/services/sign-in/known-device'
import { checkSession } from '../../setup/check-session'
import { renewIfDue } from '@/lib/services/sessions/renew-session'
import { openSession } from '@/lib/services/sessions/sessions'
import { signIn } from '@/lib/services/sign-in/sign-in'
import { newAccount, PASSWORD } from '../../setup/new-account'
import { newSession } from '../../setup/new-session'
import { newVisitor } from '../../setup/new-visitor'
import { completeSignIn } from '../../setup/complete-sign-in'
import { PATIENTLY } from '../../../setup/patiently'

/* Every statement that signing in and staying signed in send to the database, in order. */

const NOON = new Date('2026-03-01T12:00:00Z')
const after = (seconds: number) => new Date(NOON.getTime() + seconds * 1000)

const LOCK = 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))'
const BEFORE_THE_HASH = ['SELECT pending_sign_ups', 'SELECT users', 'INSERT attempt_counters']

const notifications = new SessionNotifications()

beforeAll(async () => {
  await notifications.start()
  await vi.waitFor(() => expect(sessionCache().isEnabled).toBe(true), PATIENTLY)
})
afterAll(() => notifications.stop())

/** The statements sent during an operation: the verb and tables of each, `BEGIN`, `COMMIT`. */
async function statementsOf(work: () => Promise<unknown>): Promise<string[]> {
  const query = vi.spyOn(pg.Client.prototype, 'query')
  await work()
  const sent = query.mock.calls.map(([statement]: unknown[]) => inShort(statement))
  query.mockRestore()
  // Neither the session listener's heartbeat nor setting up a connection is part of the operation.
  const isOther = (text: string) => /pg_notify|^SET TIME ZONE|pg_backend_pid/.test(text)
  const [one = '', two = '', ...rest] = sent.filter((text) => !isOther(text))
  // The first two run concurrently.
  return [...[one, two].filter(Boolean).sort(), ...rest]
}

function inShort(statement: unknown): string {
  const text = typeof statement === 'string' ? statement : (statement as { text: string }).text
  const plain = text.replaceAll('"public".', '').replaceAll('"', '')
  const writes = [...plain.matchAll(/\b(INSERT|UPDATE|DELETE)(?: INTO| FROM)? ([a-z_]+)/g)]
  const reads = [...plain.matchAll(/\b(SELECT)\b[^]*? FROM ([a-z_]+)/g)]
  const statements = writes.length > 0 ? writes : reads
  const named = statements.map(([, verb, table]) => `${verb} ${table}`)
  return named.length === 0 ? text : [...new Set(named)].join(', ')
}

const credentialsOf = ({ email }: { email: string }) => ({ identifier: email, password: PASSWORD })

test('a sign-in takes two reads and one count before the hash, and one transaction after it', async () => {
  const user = await newAccount()
  const deviceToken = sealKnownDevice(undefined, user.id, NOON)
  const from = { ...newVisitor(), deviceToken }
  expect(await statementsOf(() => completeSignIn(credentialsOf(user), from, NOON))).toEqual([
    ...BEFORE_THE_HASH,
    ...['BEGIN', LOCK, 'SELECT users', 'DELETE attempt_counters'],
    'INSERT audit_origins, INSERT audit_events',
    // Whether to tell of a session whose cookie was copied.
    'SELECT sessions',
    ...['INSERT sessions', 'COMMIT'],
  ])
})

test('a wrong password takes two writes after the hash, whether or not the user exists', async () => {
  for (const identifier of [(await newAccount()).email, 'nobody-by-this-name']) {
    const wrong = { identifier, password: 'not the password!' }
    expect(await statementsOf(() => completeSignIn(wrong, newVisitor(), NOON))).toEqual([
      ...BEFORE_THE_HASH,
      'INSERT audit_origins, INSERT audit_events',
      'UPDATE attempt_counters',
    ])
  }
})

test('an attempt with the right password stays counted when no session can be opened', async () => {
  const user = await newAccount()
  const from = newVisitor()
  const result = await signIn(credentialsOf(user), from, NOON)
  if (!result.ok) throw new Error('the password should have been right')
  await restartUserSignIn(prisma(), user.id, after(1))
  const { value } = result
  const request = { ...from, remember: false, attempt: value.attempt }
  expect(await openSession(value, request, after(2))).toBeNull()
  const keys = [...value.attempt.counted.clears]
  const counts = await prisma().attemptCounter.findMany({ where: { key: { in: keys } } })
  expect(counts.map(({ count }) => count)).toEqual([1, 1])
})

test('a session in use sends no query except one write a minute', async () => {
  const session = await newSession(await newAccount(), NOON)
  await checkSession(session.id, NOON)
  const use = (seconds: number) => async () => {
    const live = await checkSession(session.id, after(seconds))
    if (!live) throw new Error('the session should be open')
    await renewIfDue(live, after(seconds))
  }
  for (const quiet of [1, 30, 59]) expect(await statementsOf(use(quiet))).toEqual([])
  expect(await statementsOf(use(60))).toEqual(['UPDATE sessions'])
})
