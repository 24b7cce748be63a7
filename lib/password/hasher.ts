import { randomInt } from 'node:crypto'
import { normalisePassword } from '@/lib/domain/passwords/password-policy'
import { ok, type Result } from '@/lib/platform/result'
import type { HashJob } from './pool'
import { prehash, type Pepper } from './prehash'
import type { Line } from './waiting-lines'

/** How a password is kept: the columns of `users` and `pending_sign_ups`. */
export type StoredPassword = {
  passwordHash: string
  passwordScheme: 'BCRYPT' | 'BCRYPT_HMAC'
  /** Which pepper the hash was made with; null for plain bcrypt. */
  passwordPepper: string | null
}

export type Verification = {
  matches: boolean
  /** The password is right and its hash is not what a new one would be: make one. */
  rehash: boolean
}

export type HasherOptions = {
  /** bcrypt's cost for new hashes. */
  cost: number
  /** The first is used for new hashes. */
  peppers: readonly [Pepper, ...Pepper[]]
  run: (job: HashJob, line?: Line) => Promise<Result<unknown>>
}

/** From 4, bcrypt's own minimum, to 15: a stored hash of cost 31 would keep a thread busy for a day. */
const BCRYPT = /^\$2[aby]\$(0[4-9]|1[0-5])\$[./A-Za-z0-9]{53}$/
const BCRYPT_ALPHABET = './ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
const SALT_AND_DIGEST_LENGTH = 53

/** What to compare with what, and what a match would mean. */
type Comparison = { secret: string; hash: string; mayMatch: boolean; isCurrent: boolean }

/** Hashing and verifying by one set of settings. The app's own is in `password.ts`. */
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
    line?: Line,
  ): Promise<Result<Verification>> {
    const against = comparisonOf(plain, stored) ?? dummyComparison(plain)
    const { secret, hash } = against
    const compared = await run({ kind: 'compare', secret, hash, padToCost: cost }, line)
    if (!compared.ok) return compared
    const matches = against.mayMatch && compared.value === true
    return ok({ matches, rehash: matches && !against.isCurrent })
  }

  /** Null when nothing can match: no user, no password, a broken hash, a pepper no longer known. */
  function comparisonOf(plain: string, stored: StoredPassword | null): Comparison | null {
    const password = normalisePassword(plain)
    if (stored === null || password === null) return null
    const storedCost = costOf(stored.passwordHash)
    if (storedCost === null) return null
    if (stored.passwordScheme === 'BCRYPT') {
      // As it was typed: the other system normalised nothing, and ignored all after 72 bytes.
      return { secret: plain, hash: stored.passwordHash, mayMatch: true, isCurrent: false }
    }
    const pepper = peppers.find(({ id }) => id === stored.passwordPepper)
    if (!pepper) return null
    return {
      secret: prehash(password, pepper),
      hash: stored.passwordHash,
      mayMatch: true,
      isCurrent: pepper === currentPepper && storedCost >= cost,
    }
  }

  /** The work of a real comparison, with a hash that belongs to nobody. */
  function dummyComparison(plain: string): Comparison {
    const secret = prehash(plain, currentPepper)
    return { secret, hash: dummyHash, mayMatch: false, isCurrent: true }
  }

  return { hash: hashNew, verify }
}

/** Null for anything bcrypt would choke on, and for a cost nobody should have to wait for. */
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
