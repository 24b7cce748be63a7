import { readFile } from 'node:fs/promises'
import { expect, test } from './fixtures'
import { rawRequest } from './setup/http'
import { runningServer } from './setup/servers'

const PATH = '/api/csp-report'
const REPORT = JSON.stringify({
  'csp-report': {
    'document-uri': 'http://localhost/sign-in?token=canary-in-a-query',
    'blocked-uri': 'https://evil.example/canary-in-a-path',
    'effective-directive': 'script-src-elem',
  },
})
const BATCH = JSON.stringify([
  { type: 'csp-violation', body: { effectiveDirective: 'img-src', blockedURL: 'inline' } },
])

const { port, url } = runningServer('standard')

function post(body: string, headers: Record<string, string>) {
  const host = new URL(url).host
  return rawRequest({ port, path: PATH, method: 'POST' }, { host, ...headers }, body)
}

test('every policy names the report endpoint, which accepts both formats', async () => {
  const host = new URL(url).host
  for (const path of ['/sign-in', '/icon.svg', '/api/auth/session', '/no/such/page']) {
    const { headers } = await rawRequest({ port, path }, { host })
    expect(headers['content-security-policy'], path).toContain(`report-to csp; report-uri ${PATH}`)
    expect(headers['reporting-endpoints'], path).toBe(`csp="${PATH}"`)
  }
  for (const origin of [
    {},
    { origin: url },
    { origin: 'null' },
    { origin: url, 'sec-fetch-site': 'same-origin' },
  ]) {
    const byUri = await post(REPORT, { 'content-type': 'application/csp-report', ...origin })
    expect(byUri.status, JSON.stringify(origin)).toBe(204)
    const byApi = await post(BATCH, { 'content-type': 'application/reports+json', ...origin })
    expect(byApi.status, JSON.stringify(origin)).toBe(204)
  }
})

test('a report sent by another site is refused', async () => {
  for (const headers of [
    { origin: 'https://evil.example' },
    { origin: url, 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'cross-site' },
    { origin: 'null', 'next-action': '0'.repeat(42) },
  ]) {
    const answer = await post(REPORT, { 'content-type': 'application/csp-report', ...headers })
    expect(answer.status, JSON.stringify(headers)).toBe(403)
  }
})

test('an invalid report is refused and never answered with a 5xx', async () => {
  const json = 'application/csp-report'
  const cases: [body: string, type: string, status: number][] = [
    ['', json, 400],
    ['{', json, 400],
    ['null', json, 400],
    ['{}', json, 400],
    ['"text"', json, 400],
    ['{"csp-report":1}', json, 400],
    ['{"csp-report":{}}', json, 204],
    ['[]', json, 204],
    ['[null,1,{"type":"csp-violation"},{"type":"csp-violation","body":[]}]', json, 204],
    [`${'['.repeat(5000)}${']'.repeat(5000)}`, json, 204],
    ['\0\ufffe', json, 400],
    ['{"csp-report":{"document-uri":{"toString":1},"blocked-uri":[[]]}}', json, 204],
    ['x'.repeat(17_000), json, 413],
    [REPORT, 'text/plain', 415],
    [REPORT, 'text/html', 415],
    ['a=b', 'application/x-www-form-urlencoded', 400],
  ]
  for (const [body, type, status] of cases) {
    const answer = await post(body, { 'content-type': type })
    expect(answer.status, `${type}: ${body.slice(0, 60)}`).toBe(status)
  }
  const host = new URL(url).host
  expect((await rawRequest({ port, path: PATH }, { host })).status).toBe(405)
})

test('the log says what was blocked and where, without any path or query of the report', async () => {
  const marked = REPORT.replace('script-src-elem', 'worker-src')
  await post(marked, { 'content-type': 'application/csp-report' })
  const linesNow = async () =>
    (await readFile(runningServer('standard').logFile, 'utf8')).split('\n')
  const noted = '"type":"worker-src","url":"https://evil.example"'
  await expect.poll(async () => (await linesNow()).some((line) => line.includes(noted))).toBe(true)
  expect((await linesNow()).filter((line) => line.includes('canary-in'))).toEqual([])
})
