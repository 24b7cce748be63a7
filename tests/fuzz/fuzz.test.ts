import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { dataFolder } from '@/scripts/places.mjs'
import { TestDatabase } from '../e2e/setup/database'
import { HttpVisitor } from '../setup/http-visitor'
import { startProductionServer } from '../setup/production-server'
import { LINK_PAGES } from '@/lib/crypto/link-reference'
import type { Form } from './forms'
import { judge, type Fault } from './judge'
import { anyRequest } from './requests'
import { sendBytes } from './raw-exchange'
import { createTestBed, refreshed, type TestBed } from './test-bed'

/*
 * Every kind of request to every endpoint of the production build. None may grant access or cause a
 * 5xx, and every log line must be parseable.
 */

const SEED = Number(process.env.LATCHKEY_RUN_SEED ?? 20_260_301)
const SECONDS = Number(process.env.LATCHKEY_RUN_SECONDS ?? 40)
const AT_ONCE = 6
const BATCH = 300
const SHOWN_FINDINGS = 20
/** Of the second step, of two-factor, passkeys and access tokens: found only by who has them. */
const NEW_FIELDS = ['code', 'trust', 'passkey', 'token', 'scope']

type Finding = { faults: Fault[]; batch: number; request: string; answer: string }

let server: Awaited<ReturnType<typeof startProductionServer>>
let database: TestDatabase

beforeAll(async () => {
  server = await startProductionServer(inject('cluster'), 'fuzz')
  database = new TestDatabase(server.databaseUrl)
})

afterAll(async () => {
  await database.close()
  await server.stop()
})

test(
  'no request grants access or causes a 5xx',
  async () => {
    let testBed = await createTestBed(server, database)
    expect(testBed.forms.length).toBeGreaterThan(5)
    expect(testBed.linkForms.map(({ path }) => path)).toEqual(LINK_PAGES.map((name) => `/${name}`))
    for (const field of NEW_FIELDS) {
      const has = ({ fields, hidden }: Form) =>
        fields.includes(field) || hidden.some(({ name }) => name === field)
      expect(testBed.forms.some(has), field).toBe(true)
    }
    expect(testBed.actions.length).toBeGreaterThan(5)
    const endsAt = performance.now() + SECONDS * 1000
    const findings: Finding[] = []
    const statuses = new Map<number, number>()
    let tried = 0
    for (let batch = 0; performance.now() < endsAt; batch += 1) {
      const requests = fc.sample(anyRequest(testBed), { seed: SEED + batch, numRuns: BATCH })
      const inTime = () => performance.now() < endsAt
      await sendAll(testBed, requests, inTime, (request, status, finding) => {
        tried += 1
        statuses.set(status, (statuses.get(status) ?? 0) + 1)
        if (finding) findings.push({ ...finding, batch, request: request.toString('latin1') })
      })
      testBed = await refreshed(testBed, database)
    }
    await report(tried, statuses, findings, testBed)
    expect(findings.slice(0, SHOWN_FINDINGS)).toEqual([])
    // None but that which added the passkey of the run, which a long run sees cleared.
    expect(await database.count('used_passkey_challenges')).toBeLessThanOrEqual(1)
    expect((await new HttpVisitor(server.port).get('/api/health')).status).toBe(200)
  },
  (SECONDS + 120) * 1000,
)

test('the log of these requests is one JSON object per line, without an error', async () => {
  const lines = (await server.readLog()).trim().split('\n')
  const levels = lines.map((line) => (JSON.parse(line) as { level: string }).level)
  const errors = lines.filter((_, at) => /^(error|fatal)$/.test(levels[at] ?? ''))
  expect(errors.slice(0, SHOWN_FINDINGS)).toEqual([])
})

async function sendAll(
  testBed: TestBed,
  requests: readonly Buffer[],
  inTime: () => boolean,
  note: (
    request: Buffer,
    status: number,
    finding: Pick<Finding, 'faults' | 'answer'> | null,
  ) => void,
): Promise<void> {
  const waiting = [...requests]
  const sendSome = async () => {
    for (let bytes = waiting.pop(); bytes && inTime(); bytes = waiting.pop()) {
      const answer = await sendBytes(testBed.port, bytes)
      const faults = judge(testBed, bytes, answer)
      const finding = faults.length > 0 ? { faults, answer: answer?.head ?? '' } : null
      note(bytes, answer?.statuses[0] ?? 0, finding)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, sendSome))
}

async function report(
  tried: number,
  statuses: ReadonlyMap<number, number>,
  findings: readonly Finding[],
  { routes, actions, forms, linkForms }: TestBed,
): Promise<void> {
  const of = (kind: Fault) => findings.filter(({ faults }) => faults.includes(kind)).length
  const answered = [...statuses].sort(([one], [other]) => one - other)
  const folder = join(dataFolder, 'test', 'fuzz')
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'findings.json'), JSON.stringify(findings, null, 2))
  console.log(
    [
      `Fuzz run, seed ${SEED}: ${tried} inputs to ${routes.length} routes, ${actions.length} actions, ${forms.length} forms and ${linkForms.length} behind mailed links`,
      `${of('grant')} grants, ${of('5xx')} answers of 5xx, ${of('no answer')} without an answer, ${of('leak')} leaks, ` +
        `${of('led away')} led away, ${of('bare answer')} without our headers, ${of('slow')} slow`,
      `By status: ${answered.map(([status, count]) => `${status}: ${count}`).join(', ')}`,
    ].join('\n'),
  )
}
