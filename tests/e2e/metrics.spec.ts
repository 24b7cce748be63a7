import { parseExposition } from '../integration/metrics/exposition'
import { signIn } from './actions'
import { expect, test } from './fixtures'
import { ownAddress, rawRequest } from './setup/http'
import { METRICS_TOKEN, runningServer } from './setup/servers'
import { INTERNAL_HEADERS } from '@/lib/platform/internal-headers'

const where = () => ({ port: runningServer('standard').port, path: '/api/metrics' })
const asProxied = (headers: Record<string, string> = {}) =>
  rawRequest(where(), { 'x-forwarded-for': ownAddress(), ...headers })

test('metrics count sign-ins, and loopback may read them', async ({ page, newUser }) => {
  const successes = async () => {
    const { status, headers, body } = await rawRequest(where())
    expect(status).toBe(200)
    expect(headers['content-type']).toMatch(/^text\/plain; version=0\.0\.4/)
    expect(headers['cache-control']).toBe('no-store')
    const name = 'latchkey_sign_ins_total'
    const samples = parseExposition(body).filter((sample) => sample.name === name)
    return samples.find(({ labels }) => labels.result === 'success')?.value ?? 0
  }
  const before = await successes()
  await signIn(page, await newUser())
  expect(await successes()).toBeGreaterThan(before)
})

test('metrics are served with the token, and to nobody else', async () => {
  expect((await asProxied({ authorization: `Bearer ${METRICS_TOKEN}` })).status).toBe(200)
  const refused = await Promise.all([
    asProxied(),
    asProxied({ authorization: `Bearer ${METRICS_TOKEN}x` }),
    asProxied({ authorization: METRICS_TOKEN }),
    asProxied({ [INTERNAL_HEADERS.direct]: '1' }),
  ])
  for (const { status, body } of refused) {
    expect(status).toBe(404)
    expect(body).not.toContain('latchkey_')
  }
})
