import bcrypt from 'bcryptjs'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { createHasher } from '@/lib/password/hasher'
import { ok } from '@/lib/platform/result'
import {
  COST,
  neverBusy,
  NEW,
  newHasher,
  NO,
  PASSWORD,
  plainBcrypt,
  YES_AND_REHASH,
} from './new-hasher'

afterEach(() => {
  vi.restoreAllMocks()
})

describe('no match', () => {
  // bcryptjs would reject any other length at once, without hashing.
  const WELL_FORMED = /^\$2b\$05\$[./A-Za-z0-9]{53}$/
  const digest = 'x'.repeat(53)

  test.each([
    ['an unknown user', null],
    ['an empty hash', plainBcrypt('')],
    ['a hash that is none', plainBcrypt('lantern ladder lagoon')],
    ['a hash cut short', plainBcrypt(`$2b$05$${digest.slice(1)}`)],
    ['a hash with more behind it', plainBcrypt(`$2b$05$${digest}\n`)],
    ['a cost that would take hours', plainBcrypt(`$2b$31$${digest}`)],
    ['a cost of 16', plainBcrypt(`$2b$16$${digest}`)],
    ['a cost under the minimum', plainBcrypt(`$2b$03$${digest}`)],
    ['a cost that is no number', plainBcrypt(`$2b$xx$${digest}`)],
    ['the broken variant $2x$', plainBcrypt(`$2x$05$${digest}`)],
    ['another algorithm', plainBcrypt('$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHQ$aGFzaA')],
    [
      'a pepper that is not known any more',
      { passwordHash: `$2b$05$${digest}`, passwordScheme: 'BCRYPT_HMAC', passwordPepper: 'p0' },
    ],
    [
      'a keyed hash without its pepper',
      { passwordHash: `$2b$05$${digest}`, passwordScheme: 'BCRYPT_HMAC', passwordPepper: null },
    ],
  ] as const)('for %s, at the cost of one full hash', async (_what, stored) => {
    const { verify, jobs } = newHasher()
    expect(await verify(PASSWORD, stored)).toEqual(NO)
    expect(jobs).toHaveLength(1)
    expect(jobs[0]).toMatchObject({ kind: 'compare', hash: expect.stringMatching(WELL_FORMED) })
  })

  test.each([
    ['half a surrogate pair', 'lantern \ud800 lagoon'],
    ['NUL', 'lantern \0 lagoon'],
    ['nothing', ''],
    ['a megabyte', 'x'.repeat(1_000_000)],
  ])('for a password of %s, at the same cost', async (_what, password) => {
    const { verify, jobs, hash } = newHasher()
    const stored = await hash(PASSWORD)
    expect(await verify(password, stored)).toEqual(NO)
    expect(await verify(password, plainBcrypt(stored.passwordHash))).toEqual(NO)
    expect(jobs.filter(({ kind }) => kind === 'compare')).toHaveLength(2)
  })

  test('even when the dummy password is guessed', async () => {
    const run = () => Promise.resolve(ok(true))
    const { verify } = neverBusy(createHasher({ cost: COST, peppers: [NEW], run }))
    expect(await verify(PASSWORD, null)).toEqual(NO)
  })
})

describe('the cost of a refusal', () => {
  /** In units of one bcrypt round: the work beyond the comparison itself. */
  function workBeside(hashing: { mock: { calls: unknown[][] } }): number {
    return hashing.mock.calls.reduce((sum, [, cost]) => sum + 2 ** Number(cost), 0)
  }

  test.each([4, 5, 7, 8])('is the same for a hash of cost %i', async (storedCost) => {
    const stored = plainBcrypt(bcrypt.hashSync(PASSWORD, storedCost))
    const hashing = vi.spyOn(bcrypt, 'hashSync')
    const { verify, jobs } = newHasher({ cost: 8 })
    expect(await verify('wrong', stored)).toEqual(NO)
    expect(jobs).toHaveLength(1)
    expect(2 ** storedCost + workBeside(hashing)).toBe(2 ** 8)
  })

  test('is not paid for a correct password', async () => {
    const stored = plainBcrypt(bcrypt.hashSync(PASSWORD, 4))
    const hashing = vi.spyOn(bcrypt, 'hashSync')
    expect(await newHasher({ cost: 8 }).verify(PASSWORD, stored)).toEqual(YES_AND_REHASH)
    expect(hashing).not.toHaveBeenCalled()
  })
})
