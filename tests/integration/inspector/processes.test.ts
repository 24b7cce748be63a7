import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import {
  keyOf,
  type RecordedEvent,
  type UnnumberedEvent,
} from '@/lib/inspector/recording/recorded-event'
import { cursorOf, seqAfter } from '@/lib/inspector/recording/cursor'
import { eventStream } from '@/lib/inspector/recording/event-stream'
import { RecordingSharing } from '@/lib/inspector/sharing/recording-sharing'
import { Recorder } from '@/lib/inspector/recording/recorder'
import { pool } from '@/lib/data/database/pool'
import { newAccount, PASSWORD } from '../setup/new-account'
import { inspector, startRecordedServer, RecordedBrowser } from './recorded-server'
import { PATIENTLY } from '../../setup/patiently'

/*
 * Two processes on one PostgreSQL: this one serves a browser, the other one holds its stream.
 */

const other = new Recorder(() => Date.now())
const sharings = [new RecordingSharing(inspector.recorder), new RecordingSharing(other)]

beforeAll(async () => {
  await Promise.all(sharings.map((one) => one.start()))
})
afterAll(async () => {
  await Promise.all(sharings.map((one) => one.stop()))
})

const withoutNumbers = (events: readonly RecordedEvent[]) =>
  events.map((event) => ({ ...event, seq: 0 }))

async function signedIn() {
  const { port } = await startRecordedServer()
  const browser = new RecordedBrowser(port)
  const user = await newAccount()
  await browser.signIn({ identifier: user.email, password: PASSWORD })
  await vi.waitFor(() => expect(browser.events().at(-1)?.kind).toBe('answer'), PATIENTLY)
  return { user, browser, recording: browser.recording ?? '' }
}

const note = (request: string): UnnumberedEvent => ({
  ...{ kind: 'request', request, atMs: Date.now() },
  in: { method: 'GET', path: '/dashboard', kind: 'page' },
})

test('what one process serves is in the other one’s recording, event for event', async () => {
  const { browser, recording } = await signedIn()
  await vi.waitFor(
    () => expect(other.read(recording, 0)).toHaveLength(browser.events().length),
    PATIENTLY,
  )
  expect(withoutNumbers(other.read(recording, 0))).toEqual(withoutNumbers(browser.events()))
})

test('the stream that the other process holds gets the steps of a sign-in', async () => {
  const { recording } = await signedIn()
  const closing = new AbortController()
  const stream = eventStream(
    { recorder: other, closing: closing.signal },
    { recording, after: 0, hello: {}, right: null, onEnd: () => {} },
  )
  let heard = ''
  const reading = (async () => {
    for await (const chunk of stream) heard += Buffer.from(chunk).toString()
  })()
  await vi.waitFor(() => expect(heard).toContain('"step":"jwt"'), PATIENTLY)
  expect(heard).toContain(`id: ${other.name}-`)
  closing.abort()
  await reading
})

test('cleared in one process, a recording is cleared in both', async () => {
  const { recording } = await signedIn()
  await vi.waitFor(() => expect(other.read(recording, 0)).not.toEqual([]), PATIENTLY)
  other.clear(recording)
  await vi.waitFor(() => expect(inspector.recorder.read(recording, 0)).toEqual([]), PATIENTLY)
})

test('more than one message holds comes all the same, each event once and in order', async () => {
  const requests = Array.from({ length: 400 }, (_, index) => `request-${index}`)
  for (const request of requests) inspector.recorder.add('many', note(request))
  await vi.waitFor(() => expect(other.read('many', 0)).toHaveLength(400), PATIENTLY)
  expect(other.read('many', 0).map(({ request }) => request)).toEqual(requests)
})

test('what a message says beyond the schema is not taken', async () => {
  const forged = { ...note('forged'), in: { method: 'GET', password: 'lantern ladder lagoon' } }
  const message = JSON.stringify({ from: 'elsewhere', items: [['forged', forged]] })
  await pool().query('SELECT pg_notify($1, $2)', ['latchkey_flow', message])
  await vi.waitFor(() => expect(other.read('forged', 0)).toHaveLength(1), PATIENTLY)
  expect(other.read('forged', 0)).toMatchObject([{ in: { method: 'GET' } }])
  expect(JSON.stringify(other.read('forged', 0))).not.toContain('lantern')
})

test('a browser that changes processes goes on with each where it was', () => {
  const [one, another] = [new Recorder(() => 0), new Recorder(() => 0)]
  const cursors = [cursorOf(one, 12), cursorOf(another, 40)].join(',')
  expect([seqAfter(one, cursors), seqAfter(another, cursors)]).toEqual([12, 40])
  expect(seqAfter(other, cursors)).toBe(0)
  expect(seqAfter(one, `${one.name}-nonsense`)).toBe(0)
})

test('an event is known again in whichever process', async () => {
  const { browser, recording } = await signedIn()
  const here = browser.events().map(keyOf)
  await vi.waitFor(() => expect(other.read(recording, 0).map(keyOf)).toEqual(here), PATIENTLY)
  expect(new Set(here).size).toBe(here.length)
})

test('what somebody else on the database tells is passed over, and what comes after it is heard', async () => {
  const event = { ...note('one'), atMs: Date.now() }
  const nothing = { toString: 1, valueOf: 1 }
  const items = [
    ...[1, null, 'x', {}, [], [1, event], [nothing, event], ['r', 'x'], ['r', nothing]],
    ...['kind', 'request', 'atMs', 'in'].map((field) => ['r', { ...event, [field]: nothing }]),
  ]
  const payloads = [
    ...['', 'x', 'null', '1', '{}', '{"from":"x","items":1}'],
    ...items.map((item) => JSON.stringify({ from: 'somebody', items: [item] })),
  ]
  for (const payload of payloads) {
    await pool().query("SELECT pg_notify('latchkey_flow', $1)", [payload])
  }
  const recording = 'r'.repeat(22)
  inspector.recorder.add(recording, note('afterwards'))
  await vi.waitFor(() => expect(other.read(recording, 0)).toHaveLength(1), PATIENTLY)
  expect(other.size).toBeLessThan(10)
})
