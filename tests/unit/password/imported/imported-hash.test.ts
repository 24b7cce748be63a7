import bcrypt from 'bcryptjs'
import { describe, expect, test, vi } from 'vitest'
import { storedImport } from '@/lib/password/imported/imported-hash'
import { readForeignHash } from '@/lib/password/imported/read-foreign-hash'
import { padTo } from '@/lib/password/bcrypt-worker.mjs'
import type { Pepper } from '@/lib/password/prehash'
import {
  COST,
  NEW,
  newHasher,
  NO,
  OLD,
  PASSWORD,
  YES_AND_REHASH,
  YES_AS_FAR_AS_IT_LOOKS,
} from '../new-hasher'

const SCRYPT =
  'scrypt$1024$KuPEMsh4GRr5qCpR2mG2gB$8$5$QDymvF9KHlvGEF7mQ2tnC/KSbodA9ljlk5OT9dNOxMAVB73v99aCOxqru0NHST+0hNNNGU8xgzTJevmoQMLfnQ=='
const ARGON2 =
  '$argon2id$v=19$m=1024,t=2,p=1$geJSa3PtDiDT4y7Yt4j2yg$7qLB7SFl5lA0pEg/WSB3K8sFGfshp/JhYAh7psjAghc'

function imported(hash: string, pepper: Pepper = NEW) {
  const foreign = readForeignHash(hash)
  if (typeof foreign === 'string') throw new TypeError(foreign)
  return {
    passwordHash: storedImport(foreign, pepper),
    passwordScheme: 'IMPORTED' as const,
    passwordPepper: pepper.id,
  }
}

describe('an imported hash', () => {
  test.each([
    ['scrypt', SCRYPT],
    ['argon2id', ARGON2],
    ['bcrypt', bcrypt.hashSync(PASSWORD, COST)],
  ])('of %s matches its password, and is to be replaced', async (_kind, hash) => {
    const { verify } = newHasher()
    expect(await verify(PASSWORD, imported(hash))).toEqual(YES_AND_REHASH)
    expect(await verify(`${PASSWORD} `, imported(hash))).toEqual(NO)
    expect(await verify('', imported(hash))).toEqual(NO)
  })

  test('is stored without the digest, with which passwords could be guessed', () => {
    const digest = ARGON2.split('$').at(-1) ?? ''
    const stored = imported(ARGON2).passwordHash
    expect(Object.keys(JSON.parse(stored))).toContain('digest')
    expect(stored).not.toContain(digest)
  })

  test('needs the pepper it was imported under', async () => {
    const stored = imported(SCRYPT, OLD)
    expect(await newHasher({ peppers: [NEW, OLD] }).verify(PASSWORD, stored)).toEqual(
      YES_AND_REHASH,
    )
    expect(await newHasher({ peppers: [NEW] }).verify(PASSWORD, stored)).toEqual(NO)
  })

  test('of bcrypt ends at 72 bytes, unless the other system hashed before', async () => {
    const { verify } = newHasher()
    const stored = imported(bcrypt.hashSync('x'.repeat(80), COST))
    expect(await verify('x'.repeat(80), stored)).toEqual(YES_AS_FAR_AS_IT_LOOKS)
  })

  test.each([
    ['that is no JSON', ARGON2],
    ['with costs out of bounds', imported(SCRYPT).passwordHash.replace('1024', '1073741824')],
    ['with a field of its own', imported(SCRYPT).passwordHash.replace('{', '{"x":1,')],
    ['without a digest', imported(SCRYPT).passwordHash.replace(/,"digest.*/, '}')],
  ])('%s never matches, at the cost of one hash of ours', async (_what, passwordHash) => {
    const { verify, jobs } = newHasher()
    expect(await verify(PASSWORD, { ...imported(SCRYPT), passwordHash })).toEqual(NO)
    expect(jobs).toMatchObject([{ kind: 'compare' }])
  })
})

describe('a refusal', () => {
  const FULL_COST = 12

  /** The work beside the derivation, in full hashes, when that took a share of one. */
  function workAfter(share: number, msPerRound = 0.1) {
    let [time, rounds] = [0, 0]
    vi.spyOn(bcrypt, 'hashSync').mockImplementation((_secret, cost) => {
      rounds += 2 ** Number(cost)
      time = rounds * msPerRound
      return ''
    })
    const took = share * 2 ** FULL_COST * msPerRound
    padTo(FULL_COST, { took, secret: 'wrong' }, () => time)
    vi.restoreAllMocks()
    return rounds / 2 ** FULL_COST
  }

  test.each([0, 0.1, 0.33, 0.5, 0.87])('after %d of a full hash is filled up to one', (share) => {
    expect(Math.abs(workAfter(share) + share - 1)).toBeLessThanOrEqual(1 / 64)
    expect(workAfter(share, 10)).toBe(workAfter(share))
  })

  test('is not cut short by a clock that stands still for a while', () => {
    let rounds = 0
    vi.spyOn(bcrypt, 'hashSync').mockImplementation((_secret, cost) => {
      rounds += 2 ** Number(cost)
      return ''
    })
    const late = () => Math.floor(rounds / 256) * 256
    padTo(FULL_COST, { took: 0.5 * 2 ** FULL_COST, secret: 'wrong' }, late)
    vi.restoreAllMocks()
    expect(Math.abs(rounds / 2 ** FULL_COST - 0.5)).toBeLessThan(0.05)
  })

  test('that took longer than a full hash is hardly', () => {
    expect(workAfter(3)).toBe(1 / 8)
  })
})
