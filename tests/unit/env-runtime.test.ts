import { describe, expect, test } from 'vitest'
import { parseEnv } from '@/lib/env'
import { PRODUCTION, problemsOf } from '../setup/environments'

const FUNCTIONS = {
  ...PRODUCTION,
  LATCHKEY_RUNTIME: 'functions',
  CLIENT_ADDRESS_HEADER: 'X-Real-IP',
  JOBS_TOKEN: 'Yt6Qm2Xr9Kw4Zn8Bv3Hs',
}

test('functions have few connections, one hashing thread and no inspector', () => {
  expect(parseEnv(FUNCTIONS)).toMatchObject({
    LATCHKEY_RUNTIME: 'functions',
    CLIENT_ADDRESS_HEADER: 'x-real-ip',
    DATABASE_POOL_MAX: 2,
    HASH_THREADS: 1,
    FLOW_INSPECTOR: 'off',
    SESSION_BINDING: 'off',
  })
  expect(parseEnv({ ...FUNCTIONS, DATABASE_POOL_MAX: '5' }).DATABASE_POOL_MAX).toBe(5)
  expect(parseEnv({ ...FUNCTIONS, LATCHKEY_MODE: 'demo' }).FLOW_INSPECTOR).toBe('off')
  expect(parseEnv(PRODUCTION)).toMatchObject({ LATCHKEY_RUNTIME: 'server', DATABASE_POOL_MAX: 10 })
})

test('a count of proxies says as well where the client is', () => {
  const counted = { ...FUNCTIONS, CLIENT_ADDRESS_HEADER: undefined, TRUSTED_PROXIES: '1' }
  expect(problemsOf(counted)).toEqual([])
})

describe('one sentence refuses', () => {
  test.each([
    [
      'no rule for client addresses',
      { CLIENT_ADDRESS_HEADER: '' },
      /^CLIENT_ADDRESS_HEADER is mis/,
    ],
    ['two such rules', { TRUSTED_PROXIES: '1' }, /^TRUSTED_PROXIES must be unset/],
    ['no way to send mail', { JOBS_TOKEN: '' }, /^JOBS_TOKEN is missing/],
    ['a short token', { JOBS_TOKEN: 'short' }, /^JOBS_TOKEN must be at least 16/],
    ['the inspector', { FLOW_INSPECTOR: 'on' }, /^FLOW_INSPECTOR must be off/],
    ['bound sessions', { SESSION_BINDING: 'on' }, /^SESSION_BINDING must be off/],
    ['metrics', { METRICS_TOKEN: 'Ab3De6Gh9Jk2Mn5Pq8' }, /^METRICS_TOKEN must be unset/],
    ['edge workers', { LATCHKEY_RUNTIME: 'edge' }, /^LATCHKEY_RUNTIME must be .*threads/],
    ['such a header on a server', { LATCHKEY_RUNTIME: '' }, /^CLIENT_ADDRESS_HEADER must be unset/],
    ['a header of two names', { CLIENT_ADDRESS_HEADER: 'a, b' }, /^CLIENT_ADDRESS_HEADER must be/],
  ])('%s', (_what, changed, sentence) => {
    const problems = problemsOf({ ...FUNCTIONS, ...changed })
    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatch(sentence)
  })
})
