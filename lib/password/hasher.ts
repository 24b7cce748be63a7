import { randomInt } from 'node:crypto'
import { normalisePassword } from '@/lib/domain/passwords/password-policy'
import { byteCount } from '@/lib/domain/text'
import { ok, type Result } from '@/lib/platform/result'
import type { HashJob } from './pool'
import { readStoredImport } from './imported/imported-hash'
import { prehash, type Pepper } from './prehash'
import type { Lane } from './lane-queue'

/** How a password is stored: the columns of `users` and `pending_sign_ups`. */
export type StoredPassword = {
  passwordHash: string
  passwordScheme: 'BCRYPT' | 'BCRYPT_HMAC' | 'IMPORTED'
  /** The id of the hash's pepper; null for plain bcrypt. */
  passwordPepper: string | null
}

export type Verification = {
  matches: boolean
  /** The password is correct, but its hash is outdated and should be replaced. */
  rehash: boolean
  /** The hash covers only the beginning of the password: it would match with another ending too. */
  isTruncated: boolean
}

export type HasherOptions = {
  /** bcrypt's cost for new hashes. */
  cost: number
  /** The first is used for new hashes. */
  peppers: readonly [Pepper, ...Pepper[]]
  run: (job: HashJob, lane?: Lane) => Promise<Result<unknown>>
}

/** From 4, bcrypt's minimum, to 15: a stored hash of cost 31 would occupy a thread for a day. */
const BCRYPT = /^\$2[aby]\$(0[4-9]|1[0-5])\$[./A-Za-z0-9]{53}$/
/** Plain bcrypt ignores what comes after: a password of this length may be a longer one's beginning. */
const BCRYPT_MAX_BYTES = 72
const BCRYPT_ALPHABET = './ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
const SALT_AND_DIGEST_LENGTH = 53

/** A comparison to run, and how to interpret a match. */
type Comparison = {
  job: Exclude<HashJob, { kind: 'hash' }>
  mayMatch: boolean
  isCurrent: boolean
  isTruncated?: boolean
}

/** Hashes and verifies passwords with the given settings. `password.ts` has the app's own. */
export function createHasher({ cost, peppers, run }: HasherOptions) {
  const [currentPepper] = peppers
  const dummyHash = `$2b$${String(cost).padStart(2, '0')}$${randomBcryptText()}`

  async function hashNew(plain: string): Promise<Result<StoredPassword>> {
    const password = normalisePassword(plain)
    if (password === null) throw new TypeError('Only a well-formed password can be hashed')
    const hashed = await run({ kind: 'hash', secret: prehash(password, currentPepper), cost })
    if (!hashed.ok) return hashed
    const passwordHash = hashed.value
    if (typeof passwordHash !== 'string') throw new TypeError('The hashing worker gave no hash')
    return ok({ passwordHash, passwordScheme: 'BCRYPT_HMAC', passwordPepper: currentPepper.id })
  }

  async function verify(
    plain: string,
    stored: StoredPassword | null,
    lane?: Lane,
  ): Promise<Result<Verification>> {
    const against = comparisonOf(plain, stored) ?? dummyComparison(plain)
    const compared = await run(against.job, lane)
    if (!compared.ok) return compared
    const matches = against.mayMatch && compared.value === true
    const isTruncated = matches && (against.isTruncated ?? false)
    return ok({ matches, rehash: matches && !against.isCurrent && !isTruncated, isTruncated })
  }

  /** Null when nothing can match: no user, no password, an invalid hash, an unknown pepper. */
  function comparisonOf(plain: string, stored: StoredPassword | null): Comparison | null {
    const password = normalisePassword(plain)
    if (stored === null || password === null) return null
    const pepper = peppers.find(({ id }) => id === stored.passwordPepper)
    if (stored.passwordScheme === 'IMPORTED') return pepper ? importOf(plain, stored, pepper) : null
    const storedCost = costOf(stored.passwordHash)
    if (storedCost === null) return null
    if (stored.passwordScheme === 'BCRYPT') {
      // As it was typed: the other system normalised nothing.
      const isTruncated = byteCount(plain) >= BCRYPT_MAX_BYTES
      const job = compare(plain, stored.passwordHash)
      return { job, mayMatch: true, isCurrent: false, isTruncated }
    }
    if (!pepper) return null
    return {
      job: compare(prehash(password, pepper), stored.passwordHash),
      mayMatch: true,
      isCurrent: pepper === currentPepper && storedCost >= cost,
    }
  }

  function importOf(plain: string, stored: StoredPassword, pepper: Pepper): Comparison | null {
    const known = readStoredImport(stored.passwordHash)
    if (known === null || plain === '') return null
    const { derivation, keyed } = known
    const isTruncated =
      derivation.algorithm === 'bcrypt' &&
      derivation.prehash === undefined &&
      byteCount(plain) >= BCRYPT_MAX_BYTES
    const job = { kind: 'compare-imported', secret: plain, derivation, keyed } as const
    return {
      job: { ...job, pepper: pepper.secret, padToCost: cost },
      mayMatch: true,
      isCurrent: false,
      isTruncated,
    }
  }

  /** The same work as a real comparison, with a hash that belongs to no user. */
  function dummyComparison(plain: string): Comparison {
    const secret = prehash(plain, currentPepper)
    return { job: compare(secret, dummyHash), mayMatch: false, isCurrent: true }
  }

  function compare(secret: string, hash: string) {
    return { kind: 'compare', secret, hash, padToCost: cost } as const
  }

  return { hash: hashNew, verify }
}

/** Null for an invalid hash, and for an unreasonable cost. */
function costOf(hash: string): number | null {
  const [, digits] = BCRYPT.exec(hash) ?? []
  return digits === undefined ? null : Number(digits)
}

function randomBcryptText(): string {
  const characters = Array.from(
    { length: SALT_AND_DIGEST_LENGTH },
    () => BCRYPT_ALPHABET[randomInt(BCRYPT_ALPHABET.length)],
  )
  return characters.join('')
}
