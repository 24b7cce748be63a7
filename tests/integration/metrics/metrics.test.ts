import { afterAll, expect, test } from 'vitest'
import { SIGN_IN_METHODS } from '@/lib/domain/two-factor/sign-in-method'
import { pool } from '@/lib/data/database/pool'
import { prisma } from '@/lib/data/database/prisma'
import { later, minutes, seconds } from '@/lib/domain/time'
import { ERROR_CODES } from '@/lib/platform/errors'
import { sendDueMails } from '@/lib/mail/deliver'
import { countRequest } from '@/lib/metrics/metrics'
import { closePool } from '@/lib/password/pool'
import { renderMetrics } from '@/lib/services/operations/metrics'
import { Browser } from '../auth/browser'
import { BoundBrowser, SESSION } from '../setup/bound-browser'
import { DeviceKey } from '../../setup/device-key'
import { newAccount, PASSWORD } from '../setup/new-account'
import { parseExposition, type Sample } from './exposition'

let asked = 0
/** Each scrape is a minute after the last, so that cached counts have expired. */
async function scrape(): Promise<Sample[]> {
  asked += 1
  const { text } = await renderMetrics(later(new Date(), minutes(asked)))
  return parseExposition(text)
}

function valueOf(samples: Sample[], name: string, labels: Record<string, string> = {}): number {
  const wanted = JSON.stringify(labels)
  const found = samples.filter((one) => one.name === name && JSON.stringify(one.labels) === wanted)
  expect(found, `${name} ${wanted}`).toHaveLength(1)
  return found[0]?.value ?? Number.NaN
}

afterAll(closePool)

test('a metric without events is 0, not missing', async () => {
  const samples = await scrape()
  expect(valueOf(samples, 'latchkey_sign_ins_total', { result: 'success' })).toBe(0)
  expect(valueOf(samples, 'latchkey_mails_total', { outcome: 'given_up' })).toBe(0)
  expect(valueOf(samples, 'latchkey_http_requests_total', { status: '5xx' })).toBe(0)
  expect(valueOf(samples, 'latchkey_hashes_refused_total')).toBe(0)
  expect(valueOf(samples, 'latchkey_mail_outbox_waiting')).toBe(0)
  expect(valueOf(samples, 'latchkey_database_up')).toBe(1)
  expect(valueOf(samples, 'process_cpu_seconds_total')).toBeGreaterThan(0)
})

test('sign-ins are counted by outcome, with their hashes and session checks', async () => {
  const { email } = await newAccount()
  const before = await scrape()
  const browser = new Browser()
  await browser.signIn({ identifier: email, password: 'not the password!' })
  await browser.signIn({ identifier: email, password: PASSWORD })
  await browser.get('session')
  const after = await scrape()
  const grown = (name: string, labels: Record<string, string> = {}) =>
    valueOf(after, name, labels) - valueOf(before, name, labels)

  expect(grown('latchkey_sign_ins_total', { result: 'success' })).toBe(1)
  expect(grown('latchkey_sign_ins_total', { result: 'invalid_credentials' })).toBe(1)
  expect(grown('latchkey_hash_seconds_count')).toBe(2)
  expect(grown('latchkey_hash_wait_seconds_count')).toBe(2)
  expect(grown('latchkey_session_checks_total', { source: 'database' })).toBeGreaterThan(0)
  expect(valueOf(after, 'latchkey_hashing', { state: 'threads' })).toBeGreaterThan(0)
  for (const state of ['running', 'waiting']) {
    expect(valueOf(after, 'latchkey_hashing', { state })).toBe(0)
  }
})

test('mail is counted by outcome, and the outbox by state', async () => {
  const now = new Date()
  const mail = { template: 'account-locked', data: {}, to: 'ada@example.com' }
  const data = { name: 'Ada', lockedAt: now.toISOString() }
  await prisma().outboxMail.createMany({
    data: [
      { ...mail, data, createdAt: later(now, -seconds(90)), nextAttemptAt: later(now, minutes(9)) },
      { ...mail, data, createdAt: now, nextAttemptAt: now },
      { ...mail, template: 'unknown', createdAt: now, nextAttemptAt: now },
    ],
  })
  await sendDueMails(() => Promise.resolve(), now)
  const samples = await scrape()
  expect(valueOf(samples, 'latchkey_mails_total', { outcome: 'sent' })).toBe(1)
  expect(valueOf(samples, 'latchkey_mails_total', { outcome: 'given_up' })).toBe(1)
  expect(valueOf(samples, 'latchkey_mail_outbox_waiting')).toBe(1)
  const oldest = valueOf(samples, 'latchkey_mail_outbox_oldest_seconds') - asked * 60
  expect(oldest).toBeGreaterThan(89)
  expect(oldest).toBeLessThan(120)
})

test('the outbox is counted at most every five seconds', async () => {
  asked += 1
  const start = later(new Date(), minutes(asked))
  const waitingAfter = async (ms: number) => {
    const { text } = await renderMetrics(later(start, ms))
    return valueOf(parseExposition(text), 'latchkey_mail_outbox_waiting')
  }
  const before = await waitingAfter(0)
  const data = { name: 'Ada', lockedAt: start.toISOString() }
  const mail = { template: 'account-locked', data, to: 'ada@example.com' }
  await prisma().outboxMail.create({ data: { ...mail, createdAt: start, nextAttemptAt: start } })
  expect(await waitingAfter(seconds(5) - 1)).toBe(before)
  expect(await waitingAfter(seconds(5))).toBe(before + 1)
})

test('responses are counted by status class, with their duration in seconds', async () => {
  const before = await scrape()
  for (const status of [200, 204, 303, 404, 503, 0, 99, 1000]) countRequest(status, 300)
  const after = await scrape()
  const grown = (name: string, labels: Record<string, string> = {}) =>
    valueOf(after, name, labels) - valueOf(before, name, labels)
  expect(grown('latchkey_http_requests_total', { status: '2xx' })).toBe(2)
  expect(grown('latchkey_http_requests_total', { status: '5xx' })).toBe(1)
  expect(valueOf(after, 'latchkey_http_requests_total', { status: 'none' })).toBe(3)
  expect(grown('latchkey_http_request_seconds_bucket', { le: '0.25' })).toBe(0)
  expect(grown('latchkey_http_request_seconds_bucket', { le: '0.5' })).toBe(8)
})

test('sign-ins are counted by method and outcome', async () => {
  const before = await scrape()
  const account = await newAccount()
  const browser = new Browser()
  const csrfToken = await browser.csrfToken()
  const post = (provider: string, fields: Record<string, string>) =>
    browser.post(`callback/${provider}`, { form: { csrfToken, ...fields } })
  await post('passkey', { passkey: '{' })
  await post('two-factor', { code: '000000' })
  await post('two-factor', { recoveryCode: 'x' })
  await post('two-factor', { passkey: '{' })
  await browser.signIn({ identifier: account.email, password: 'not the password' })
  await browser.signIn({ identifier: account.email, password: PASSWORD })
  const after = await scrape()
  const grown = (method: string, outcome: string) => {
    const labels = { method, outcome }
    const name = 'latchkey_sign_ins_by_method_total'
    return valueOf(after, name, labels) - valueOf(before, name, labels)
  }
  const refused = ['passkey', 'password+totp', 'password+recovery', 'password+passkey', 'password']
  for (const method of refused) expect(grown(method, 'refused'), method).toBe(1)
  expect(SIGN_IN_METHODS.map((method) => grown(method, 'success'))).toEqual([1, 0, 0, 0, 0, 0])
})

test('bindings to a device are counted by what became of them', async () => {
  const before = await scrape()
  const browser = await BoundBrowser.bound()
  await browser.refresh()
  await browser.refreshOnce(new DeviceKey().proof(browser.challenge ?? ''))
  await browser.copy(SESSION).state()
  await browser.copy(SESSION).state()
  const after = await scrape()
  const events = ['registered', 'refreshed', 'refused', 'copied']
  const grown = events.map((event) => {
    const name = 'latchkey_session_bindings_total'
    return valueOf(after, name, { event }) - valueOf(before, name, { event })
  })
  expect(grown).toEqual([1, 1, 1, 1])
})

test('labels have a few known values and identify nobody', async () => {
  const account = await newAccount({ email: 'hedwig@canary.example', username: 'hedwig-canary' })
  const browser = new Browser()
  for (const password of [PASSWORD, 'canary password typed wrongly']) {
    await browser.signIn({ identifier: account.email, password })
  }
  await browser.signIn({ identifier: 'canary-nobody', password: PASSWORD })
  const { text } = await renderMetrics(new Date())
  expect(text).not.toMatch(/canary|hedwig|example\.com/i)
  expect(text).not.toContain(account.id)

  const allowed: Record<string, readonly string[]> = {
    result: ['success', 'unavailable', ...ERROR_CODES],
    method: SIGN_IN_METHODS,
    outcome: ['sent', 'postponed', 'given_up', 'success', 'refused'],
    source: ['memory', 'database'],
    event: ['registered', 'refreshed', 'refused', 'copied'],
    state: ['threads', 'running', 'waiting', 'busy', 'idle'],
    status: ['2xx', '3xx', '4xx', '5xx', 'none'],
  }
  const own = parseExposition(text).filter(({ name }) => name.startsWith('latchkey_'))
  const strange = own.flatMap(({ name, labels }) =>
    Object.entries(labels)
      .filter(([label, value]) => label !== 'le' && !allowed[label]?.includes(value))
      .map(([label, value]) => `${name} ${label}=${value}`),
  )
  expect(strange).toEqual([])
  expect(own.length).toBeLessThan(120)
})

test('the event loop and memory of the process are included', async () => {
  const samples = await scrape()
  expect(valueOf(samples, 'nodejs_eventloop_lag_p99_seconds')).toBeGreaterThanOrEqual(0)
  expect(valueOf(samples, 'process_resident_memory_bytes')).toBeGreaterThan(0)
  expect(valueOf(samples, 'latchkey_database_connections', { state: 'idle' })).toBeGreaterThan(0)
  expect(valueOf(samples, 'latchkey_database_connections', { state: 'busy' })).toBe(0)
  expect(valueOf(samples, 'latchkey_session_checks_total', { source: 'memory' })).toBe(0)
})

// Keep last: afterwards this file has no database.
test('without the database the other metrics are still reported', async () => {
  await pool().end()
  const samples = await scrape()
  expect(valueOf(samples, 'latchkey_database_up')).toBe(0)
  expect(valueOf(samples, 'latchkey_mail_outbox_waiting')).toBeNaN()
  expect(valueOf(samples, 'latchkey_sign_ins_total', { result: 'success' })).toBeGreaterThan(0)
})
