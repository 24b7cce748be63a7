import bcrypt from 'bcryptjs'
import fc from 'fast-check'
import { afterEach, describe, expect, test, vi } from 'vitest'
import runJob from '@/lib/password/bcrypt-worker.mjs'
import { createHasher, type StoredPassword } from '@/lib/password/hasher'
import type { HashJob } from '@/lib/password/pool'

const OLD = { id: 'p1', secret: 'old pepper old pepper old pepper' }
const NEW = { id: 'p2', secret: 'new pepper new pepper new pepper' }
const COST = 5
const PASSWORD = 'lantern ladder lagoon'

/** A hasher on this thread, which notes its jobs. */
function newHasher({ cost = COST, peppers = [NEW] as const }: Partial<Options> = {}) {
  const jobs: HashJob[] = []
  const run = (job: HashJob) => {
    jobs.push(job)
    return Promise.resolve(runJob(job))
  }
  return { ...createHasher({ cost, peppers, run }), jobs }
}
type Options = Pick<Parameters<typeof createHasher>[0], 'cost' | 'peppers'>

const plain = (passwordHash: string): StoredPassword => ({
  passwordHash,
  passwordScheme: 'BCRYPT',
  passwordPepper: null,
})

const NO = { matches: false, rehash: false }
const YES = { matches: true, rehash: false }
const YES_AND_REHASH = { matches: true, rehash: true }

afterEach(() => {
  vi.restoreAllMocks()
})

describe('our own hashes', () => {
  test('are keyed bcrypt at the cost that is set, with the pepper that is current', async () => {
    const stored = await newHasher({ peppers: [NEW, OLD] }).hash(PASSWORD)
    expect(stored).toEqual({
      passwordHash: expect.stringMatching(/^\$2b\$05\$[./A-Za-z0-9]{53}$/),
      passwordScheme: 'BCRYPT_HMAC',
      passwordPepper: 'p2',
    })
    expect(bcrypt.compareSync(PASSWORD, stored.passwordHash)).toBe(false)
  })

  test('are never the same twice', async () => {
    const { hash } = newHasher()
    expect((await hash(PASSWORD)).passwordHash).not.toBe((await hash(PASSWORD)).passwordHash)
  })

  test('fit their password and no other', async () => {
    const { hash, verify } = newHasher()
    const stored = await hash(PASSWORD)
    expect(await verify(PASSWORD, stored)).toEqual(YES)
    for (const wrong of ['', 'lantern ladder lagooN', `${PASSWORD} `, PASSWORD.slice(0, -1)]) {
      expect(await verify(wrong, stored)).toEqual(NO)
    }
  })

  test('take 64 emoji to the last one', async () => {
    const { hash, verify } = newHasher()
    const stored = await hash('🔑'.repeat(64))
    expect(await verify('🔑'.repeat(64), stored)).toEqual(YES)
    expect(await verify(`${'🔑'.repeat(63)}🗝`, stored)).toEqual(NO)
    expect(await verify('🔑'.repeat(63), stored)).toEqual(NO)
    expect(await verify('🔑'.repeat(65), stored)).toEqual(NO)
  })

  test('take every spelling of an accent', async () => {
    const { hash, verify } = newHasher()
    const stored = await hash('cafe\u0301 au lait tous les matins')
    expect(await verify('caf\u00e9 au lait tous les matins', stored)).toEqual(YES)
  })

  test('are not made of what is no text', async () => {
    const { hash, jobs } = newHasher()
    await expect(hash('lantern \ud800 lagoon')).rejects.toThrow(TypeError)
    await expect(hash('lantern \0 lagoon')).rejects.toThrow(TypeError)
    expect(jobs).toEqual([])
  })

  test('tell any two passwords apart', async () => {
    const { hash, verify } = newHasher({ cost: 4 })
    const password = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 80 })
    await fc.assert(
      fc.asyncProperty(password, password, async (one, other) => {
        fc.pre(!(one + other).includes('\0'))
        const same = one.normalize('NFC') === other.normalize('NFC')
        expect((await verify(other, await hash(one))).matches).toBe(same)
      }),
      { numRuns: 50 },
    )
  })
})

describe('hashes of other systems', () => {
  test.each([
    ['Openwall, one star', 'U*U', '$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW'],
    ['Openwall, two stars', 'U*U*', '$2a$05$CCCCCCCCCCCCCCCCCCCCC.VGOzA784oUp/Z0DY336zx7pLYAy0lwK'],
    [
      'Openwall, another salt',
      'U*U*U',
      '$2a$05$XXXXXXXXXXXXXXXXXXXXXOAcXxm9kjPGEMsLznoKqmqw7tc8WCx4a',
    ],
    ['Openwall, beyond ASCII', 'ё', '$2y$05$6bNw2HLQYeqHYyBfLMsv/OUcZd0LKP39b87nBw3.S2tVZSqiQX6eu'],
    ['Openwall, empty', '', '$2a$05$CCCCCCCCCCCCCCCCCCCCC.7uG0VCzI2bS7j6ymqJi9CdcdxiRTWNy'],
    [
      'Openwall, over 72 bytes',
      '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789chars after 72 are ignored',
      '$2a$05$abcdefghijklmnopqrstuu5s2v8.iXieOjg/.AySBTTZIIVFJeBui',
    ],
    [
      "PHP's manual",
      'rasmuslerdorf',
      '$2y$07$usesomesillystringfore2uDLvp1Ii2e./U9C8sBjqp8I90dH6hi',
    ],
    [
      'the same under $2b$',
      'rasmuslerdorf',
      '$2b$07$usesomesillystringfore2uDLvp1Ii2e./U9C8sBjqp8I90dH6hi',
    ],
  ])('%s: fits, and is to be replaced', async (_source, password, hash) => {
    const { verify } = newHasher()
    expect(await verify(password, plain(hash))).toEqual(YES_AND_REHASH)
    expect(await verify(`x${password}`, plain(hash))).toEqual(NO)
  })

  test('keep their own rule of 72 bytes: what came after was never part of the password', async () => {
    const { verify } = newHasher()
    const stored = plain(bcrypt.hashSync('x'.repeat(72), COST))
    expect(await verify('x'.repeat(73), stored)).toEqual(YES_AND_REHASH)
    expect(await verify('x'.repeat(71), stored)).toEqual(NO)
  })

  test('are compared with the password as it was typed: nobody else normalised', async () => {
    const { verify } = newHasher()
    const stored = plain(bcrypt.hashSync('cafe\u0301', COST))
    expect(await verify('cafe\u0301', stored)).toEqual(YES_AND_REHASH)
  })

  test('are not mistaken for ours', async () => {
    const { verify, hash } = newHasher()
    const own = await hash(PASSWORD)
    expect(await verify(PASSWORD, plain(own.passwordHash))).toEqual(NO)
    const foreign = bcrypt.hashSync(PASSWORD, COST)
    expect(await verify(PASSWORD, { ...own, passwordHash: foreign })).toEqual(NO)
  })
})

describe('a right password asks for a new hash', () => {
  test('when the cost was raised since, not when it was lowered', async () => {
    const stored = await newHasher({ cost: 5 }).hash(PASSWORD)
    expect(await newHasher({ cost: 6 }).verify(PASSWORD, stored)).toEqual(YES_AND_REHASH)
    expect(await newHasher({ cost: 4 }).verify(PASSWORD, stored)).toEqual(YES)
  })

  test('when the pepper was replaced since', async () => {
    const stored = await newHasher({ peppers: [OLD] }).hash(PASSWORD)
    expect(await newHasher({ peppers: [NEW, OLD] }).verify(PASSWORD, stored)).toEqual(
      YES_AND_REHASH,
    )
    expect(await newHasher({ peppers: [OLD, NEW] }).verify(PASSWORD, stored)).toEqual(YES)
  })

  test('a wrong one never does', async () => {
    const stored = await newHasher({ cost: 4, peppers: [OLD] }).hash(PASSWORD)
    expect(await newHasher({ peppers: [NEW, OLD] }).verify('wrong', stored)).toEqual(NO)
  })
})

describe('nothing fits', () => {
  // Anything shorter or longer bcryptjs would answer at once, without hashing.
  const WELL_FORMED = /^\$2b\$05\$[./A-Za-z0-9]{53}$/
  const digest = 'x'.repeat(53)

  test.each([
    ['an unknown user', null],
    ['an empty hash', plain('')],
    ['a hash that is none', plain('lantern ladder lagoon')],
    ['a hash cut short', plain(`$2b$05$${digest.slice(1)}`)],
    ['a hash with more behind it', plain(`$2b$05$${digest}\n`)],
    ['a cost that would take hours', plain(`$2b$31$${digest}`)],
    ['a cost of 16', plain(`$2b$16$${digest}`)],
    ['a cost under the minimum', plain(`$2b$03$${digest}`)],
    ['a cost that is no number', plain(`$2b$xx$${digest}`)],
    ['the broken variant $2x$', plain(`$2x$05$${digest}`)],
    ['another algorithm', plain('$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHQ$aGFzaA')],
    [
      'a pepper that is not known any more',
      { passwordHash: `$2b$05$${digest}`, passwordScheme: 'BCRYPT_HMAC', passwordPepper: 'p0' },
    ],
    [
      'a keyed hash without its pepper',
      { passwordHash: `$2b$05$${digest}`, passwordScheme: 'BCRYPT_HMAC', passwordPepper: null },
    ],
  ] as const)('for %s, at the price of one hash at the full cost', async (_what, stored) => {
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
  ])('for a password of %s, at the same price', async (_what, password) => {
    const { verify, jobs, hash } = newHasher()
    const stored = await hash(PASSWORD)
    expect(await verify(password, stored)).toEqual(NO)
    expect(await verify(password, plain(stored.passwordHash))).toEqual(NO)
    expect(jobs.filter(({ kind }) => kind === 'compare')).toHaveLength(2)
  })

  test('a lucky dummy is still nobody', async () => {
    const { verify } = createHasher({
      cost: COST,
      peppers: [NEW],
      run: () => Promise.resolve(true),
    })
    expect(await verify(PASSWORD, null)).toEqual(NO)
  })
})

describe('the price of a refusal', () => {
  /** In units of one bcrypt round: what was computed beside the comparison itself. */
  function workBeside(hashing: { mock: { calls: unknown[][] } }): number {
    return hashing.mock.calls.reduce((sum, [, cost]) => sum + 2 ** Number(cost), 0)
  }

  test.each([4, 5, 7, 8])('is the same for a hash of cost %i', async (storedCost) => {
    const stored = plain(bcrypt.hashSync(PASSWORD, storedCost))
    const hashing = vi.spyOn(bcrypt, 'hashSync')
    const { verify, jobs } = newHasher({ cost: 8 })
    expect(await verify('wrong', stored)).toEqual(NO)
    expect(jobs).toHaveLength(1)
    expect(2 ** storedCost + workBeside(hashing)).toBe(2 ** 8)
  })

  test('is not paid by a right password', async () => {
    const stored = plain(bcrypt.hashSync(PASSWORD, 4))
    const hashing = vi.spyOn(bcrypt, 'hashSync')
    expect(await newHasher({ cost: 8 }).verify(PASSWORD, stored)).toEqual(YES_AND_REHASH)
    expect(hashing).not.toHaveBeenCalled()
  })
})
