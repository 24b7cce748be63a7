import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { judgeNewPassword } from '@/lib/password/judge-new-password'
import { hashPassword, verifyPassword } from '@/lib/password/password'
import { closePool } from '@/lib/password/pool'
import { unwrap } from '@/lib/platform/result'

const BREACHED = 'heron harbour hammock'
const ADA = { name: 'Ada Lovelace', username: 'ada', email: 'ada@example.com' }

const asked: string[] = []
const rangeService = createServer((request, response) => {
  asked.push(request.url ?? '')
  const suffix = createHash('sha1').update(BREACHED).digest('hex').slice(5)
  response.end(`${suffix}:4`)
})

beforeAll(async () => {
  await new Promise<void>((resolve) => rangeService.listen(0, '127.0.0.1', resolve))
  // The address of a TCP server is an object.
  const { port } = rangeService.address() as AddressInfo
  vi.stubEnv('LATCHKEY_MODE', 'test')
  vi.stubEnv('AUTH_SECRET', 'a'.repeat(32))
  vi.stubEnv('DATABASE_URL', 'postgresql://127.0.0.1/none')
  vi.stubEnv('PASSWORD_PEPPER', `p1:${'b'.repeat(32)}`)
  vi.stubEnv('BCRYPT_COST', '10')
  vi.stubEnv('BREACH_CHECK_URL', `http://127.0.0.1:${port}`)
})

afterAll(async () => {
  vi.unstubAllEnvs()
  rangeService.close()
  await closePool()
})

test('the app hashes on the pool with its configuration, and verifies its own hashes', async () => {
  const stored = unwrap(await hashPassword('lantern ladder lagoon'))
  expect(stored).toMatchObject({
    passwordHash: expect.stringMatching(/^\$2b\$10\$/),
    passwordScheme: 'BCRYPT_HMAC',
    passwordPepper: 'p1',
  })
  const answers = await Promise.all([
    verifyPassword('lantern ladder lagoon', stored),
    verifyPassword('lantern ladder lagooN', stored),
    verifyPassword('lantern ladder lagoon', null),
  ])
  expect(answers.map(unwrap)).toEqual([
    { matches: true, rehash: false, isTruncated: false },
    { matches: false, rehash: false, isTruncated: false },
    { matches: false, rehash: false, isTruncated: false },
  ])
})

describe('a new password', () => {
  test.each([
    ['lantern ladder lagoon', null],
    ['short', 'password_length'],
    ['lovelace by the lagoon', 'password_personal'],
    ['passwordpassword', 'password_common'],
    [BREACHED, 'password_breached'],
  ])('%s: %s', async (password, expected) => {
    expect(await judgeNewPassword(password, ADA)).toBe(expected)
  })

  test('is sent to the breach service only when every local check accepts it', async () => {
    asked.length = 0
    await judgeNewPassword('passwordpassword', ADA)
    await judgeNewPassword('lovelace by the lagoon', ADA)
    expect(asked).toEqual([])
    await judgeNewPassword('lantern ladder lagoon', ADA)
    expect(asked).toHaveLength(1)
  })
})
