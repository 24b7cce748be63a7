import bcrypt from 'bcryptjs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createHasher } from '@/lib/password/hasher'
import { normalisePassword } from '@/lib/domain/passwords/password-policy'
import { err, ok } from '@/lib/platform/result'
import { NEW, newHasher, NO, OLD, PASSWORD, YES, YES_AND_REHASH } from './new-hasher'

describe('our own hashes', () => {
  test('are keyed bcrypt with the configured cost and the current pepper', async () => {
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

  test('match their password and no other', async () => {
    const { hash, verify } = newHasher()
    const stored = await hash(PASSWORD)
    expect(await verify(PASSWORD, stored)).toEqual(YES)
    for (const wrong of ['', 'lantern ladder lagooN', `${PASSWORD} `, PASSWORD.slice(0, -1)]) {
      expect(await verify(wrong, stored)).toEqual(NO)
    }
  })

  test('cover 64 emoji to the last one', async () => {
    const { hash, verify } = newHasher()
    const stored = await hash('🔑'.repeat(64))
    expect(await verify('🔑'.repeat(64), stored)).toEqual(YES)
    expect(await verify(`${'🔑'.repeat(63)}🗝`, stored)).toEqual(NO)
    expect(await verify('🔑'.repeat(63), stored)).toEqual(NO)
    expect(await verify('🔑'.repeat(65), stored)).toEqual(NO)
  })

  test('accept every encoding of an accent', async () => {
    const { hash, verify } = newHasher()
    const stored = await hash('cafe\u0301 au lait tous les matins')
    expect(await verify('caf\u00e9 au lait tous les matins', stored)).toEqual(YES)
  })

  test('are refused for input that is not well-formed text', async () => {
    const { hash, jobs } = newHasher()
    await expect(hash('lantern \ud800 lagoon')).rejects.toThrow(TypeError)
    await expect(hash('lantern \0 lagoon')).rejects.toThrow(TypeError)
    expect(jobs).toEqual([])
  })

  test('are neither made nor compared when the queue is full', async () => {
    const run = () => Promise.resolve(err('busy', 7))
    const { hash, verify } = createHasher({ cost: 4, peppers: [NEW], run })
    expect(await hash(PASSWORD)).toEqual(err('busy', 7))
    expect(await verify(PASSWORD, null)).toEqual(err('busy', 7))
  })

  test('are not accepted from a worker that returns none', async () => {
    const { hash } = createHasher({ cost: 4, peppers: [NEW], run: () => Promise.resolve(ok(true)) })
    await expect(hash(PASSWORD)).rejects.toThrow(TypeError)
  })

  test('distinguish any two passwords', async () => {
    const { hash, verify } = newHasher({ cost: 4 })
    const password = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 80 })
    await fc.assert(
      fc.asyncProperty(password, password, async (one, other) => {
        fc.pre([one, other].every((text) => normalisePassword(text) !== null))
        const same = one.normalize('NFC') === other.normalize('NFC')
        expect((await verify(other, await hash(one))).matches).toBe(same)
      }),
      { numRuns: 50 },
    )
  })
})

describe('a correct password is rehashed', () => {
  test('when the cost was raised, not when it was lowered', async () => {
    const stored = await newHasher({ cost: 5 }).hash(PASSWORD)
    expect(await newHasher({ cost: 6 }).verify(PASSWORD, stored)).toEqual(YES_AND_REHASH)
    expect(await newHasher({ cost: 4 }).verify(PASSWORD, stored)).toEqual(YES)
  })

  test('when the pepper was replaced', async () => {
    const stored = await newHasher({ peppers: [OLD] }).hash(PASSWORD)
    expect(await newHasher({ peppers: [NEW, OLD] }).verify(PASSWORD, stored)).toEqual(
      YES_AND_REHASH,
    )
    expect(await newHasher({ peppers: [OLD, NEW] }).verify(PASSWORD, stored)).toEqual(YES)
  })

  test('but a wrong one never is', async () => {
    const stored = await newHasher({ cost: 4, peppers: [OLD] }).hash(PASSWORD)
    expect(await newHasher({ peppers: [NEW, OLD] }).verify('wrong', stored)).toEqual(NO)
  })
})
