import { landingPathOfAnyRole } from '@/lib/auth/landing-path'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { prisma } from '@/lib/data/database/prisma'
import { DEFAULT_PATH } from '@/lib/domain/site/redirects'
import {
  SCENARIOS,
  type ScenarioName,
  type Exchange,
} from '@/lib/inspector/scenarios/scenario-list'
import { newTrace } from '@/lib/inspector/recording/trace-cookie'
import { runScenario } from '@/lib/inspector/scenarios/run-scenario'
import { SCENARIO_STEPS } from '@/lib/inspector/scenarios/scenario-steps'
import { startRecordedServer } from '../recorded-server'
import { tooManyAttempts } from '@/tests/setup/sentences'

const { port } = await vi.hoisted(async () => {
  const { freePort } = await import('@/scripts/run/ports.mjs')
  const port = await freePort()
  vi.stubEnv('PORT', String(port))
  vi.stubEnv('AUTH_URL', `http://localhost:${port}`)
  return { port }
})

const newRecording = () => newTrace().recording
const run = (scenario: ScenarioName, recording = newRecording()) =>
  runScenario(recording, scenario, () => new Date())

const WRONG = 'Invalid email or password.'
const SIGNED_IN = [200, `a redirect to ${DEFAULT_PATH} on this site`]
/** Without a path of this site to return to. */
const LANDED = [200, `a redirect to ${landingPathOfAnyRole()} on this site`]
const ASKED_FOR_CODE = [200, 'Enter the code from your authenticator app.']
const WRONG_CODE = [200, 'That code is not valid.']
const ASKED = [200, 'an ordinary answer']
const WRONG_PASSKEY = [200, 'That passkey did not work. Try again or use your password.']
const NOBODY = [200, 'null: nobody is signed in']

/** For each request the attacker sends: the status, and in words what came back. */
const SEEN: Record<ScenarioName, unknown[]> = {
  'wrong-password': [[200, WRONG]],
  // In turn, so that their times can be compared.
  'unknown-user': Array.from({ length: 6 }, () => [
    [200, WRONG, 'known'],
    [200, WRONG, 'unknown'],
  ]).flat(),
  'missing-csrf': [[200, 'This page is out of date. Reload it and try again.']],
  'foreign-origin': [[403, expect.stringMatching(/^This request came from another site\./)]],
  'limit-reached': [...Array.from({ length: 5 }, () => [200, WRONG]), [429, tooManyAttempts(30)]],
  disabled: [[200, 'This account is disabled. Contact an administrator.']],
  unverified: [[200, expect.stringMatching(/^Confirm your email first\./)]],
  'tampered-cookie': [SIGNED_IN, NOBODY],
  replay: [SIGNED_IN, LANDED, NOBODY],
  revoked: [SIGNED_IN, [307, 'Your session has expired. Please sign in again.']],
  'stolen-cookie': [
    SIGNED_IN,
    ASKED,
    SIGNED_IN,
    ASKED,
    ASKED,
    [307, 'We ended a session because its cookie was used without your device.'],
    [307, 'We ended a session because its cookie was used without your device.'],
  ],
  'no-code': [ASKED_FOR_CODE, [307, 'a redirect to /sign-in on this site'], WRONG_CODE],
  'code-twice': [ASKED_FOR_CODE, LANDED, ASKED_FOR_CODE, WRONG_CODE],
  'assertion-replayed': [ASKED, SIGNED_IN, WRONG_PASSKEY, WRONG_PASSKEY],
  'assertion-elsewhere': [ASKED, WRONG_PASSKEY],
  'cloned-authenticator': [ASKED, SIGNED_IN, ASKED, WRONG_PASSKEY],
  'open-redirect': [LANDED, LANDED, LANDED],
  'oversized-body': [[413, expect.stringMatching(/^This is too large\./)]],
}

/** What could tell that somebody was there; the events themselves stay, under an id of nobody. */
async function traces() {
  const { user, session, attemptCounter, outboxMail, auditOrigin, auditNote, pendingSignUp } =
    prisma()
  const tables = {
    ...{ user, session, attemptCounter, outboxMail, auditOrigin, auditNote, pendingSignUp },
  }
  const counts = Object.entries(tables).map(async ([name, table]) => {
    const count = table.count as () => Promise<number>
    return [name, await count.call(table)]
  })
  return Object.fromEntries(await Promise.all(counts)) as Record<string, number>
}

const NOTHING = {
  ...{ user: 0, session: 0, attemptCounter: 0, outboxMail: 0, auditOrigin: 0, auditNote: 0 },
  pendingSignUp: 0,
}

let running: Awaited<ReturnType<typeof startRecordedServer>>
beforeEach(async () => {
  running = await startRecordedServer(port)
})

test.each(SCENARIOS)('%s: what the attacker sees, and nothing is left of it', async (scenario) => {
  const finished = await run(scenario)
  const exchanges: Exchange[] = finished.ok ? finished.value : []
  const seen = exchanges.map(({ status, sees, group }) => [status, sees, ...(group ? [group] : [])])
  expect(seen).toEqual(SEEN[scenario])
  for (const { requestId, ms, method, path } of exchanges) {
    expect(requestId).toMatch(/^[0-9a-f-]{36}$/)
    expect(ms).toBeGreaterThan(0)
    expect([method, path]).not.toContain('/api/auth/csrf')
  }
  expect(await traces()).toEqual(NOTHING)
})

test('what a scenario leaves in the audit log is marked as simulated', async () => {
  const before = await prisma().auditEvent.count()
  await run('replay')
  const events = await prisma().auditEvent.findMany({ orderBy: { id: 'asc' }, skip: before })
  expect(events.map(({ action }) => action)).toContain('session_ended')
  for (const { action, details } of events) {
    expect(details, action).toMatchObject({ simulated: true })
  }
})

test('a copied device leaves the event and the mail it should, until all is removed', async () => {
  const before = await prisma().auditEvent.count()
  await run('cloned-authenticator')
  const events = await prisma().auditEvent.findMany({ orderBy: { id: 'asc' }, skip: before })
  const cloned = events.find(({ action }) => action === 'passkey_cloned')
  expect(cloned).toMatchObject({ result: 'FAILURE', details: { simulated: true } })
})

test('where the server cannot reach itself the scenario is refused, and nothing is left of it', async () => {
  running.server.close()
  expect(await run('wrong-password')).toEqual({ ok: false, refusal: { code: 'server_error' } })
  expect(await traces()).toEqual(NOTHING)
})

test.each([
  ['a failure of its own', new Error('broken')],
  ['another failure of the network', Object.assign(new Error('reset'), { code: 'ECONNRESET' })],
  ['what is no error', { code: 'ECONNREFUSED' }],
])('%s is not told as an unreachable server, and nothing is left of it', async (_name, failure) => {
  vi.spyOn(SCENARIO_STEPS['missing-csrf'], 'run').mockRejectedValue(failure)
  await expect(run('missing-csrf')).rejects.toBe(failure)
  expect(await traces()).toEqual(NOTHING)
})

describe('how much is finished at once', () => {
  test('for one recording one scenario', async () => {
    const recording = newRecording()
    const first = run('wrong-password', recording)
    expect(await run('wrong-password', recording)).toMatchObject({
      refusal: { code: 'busy', retryAfterSeconds: 5 },
    })
    expect(await first).toMatchObject({ ok: true })
    expect(await run('missing-csrf', recording)).toMatchObject({ ok: true })
  })

  test('four scenarios in all, so that people can still sign in', async () => {
    const running = Array.from({ length: 4 }, () => run('missing-csrf'))
    expect(await run('missing-csrf')).toMatchObject({ refusal: { code: 'busy' } })
    const ended = await Promise.all(running)
    expect(ended.map(({ ok }) => ok)).toEqual([true, true, true, true])
  })
})
