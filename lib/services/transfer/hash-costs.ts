import type { Derivation, ForeignHash } from '@/lib/password/imported/imported-hash'
import { measureHash } from '@/lib/password/password'
import type { ImportableUser } from './judge-user'

/** What checking a password costs with one kind of imported hash. */
export type HashCost = {
  /** Such as `argon2id, 64 MiB, 3 passes`. */
  kind: string
  users: number
  /** Measured here. */
  ms: number
  /** It takes longer than for somebody without an account, which can be seen. */
  isDearer: boolean
}

/** Above this, a difference is no measuring error. */
const CLEARLY_MORE = 1.25
const KIB_PER_MIB = 1024

/** Measures one hash of each kind among the users, and one of our own. */
export async function costsOf(
  users: readonly ImportableUser[],
): Promise<{ own: number; foreign: HashCost[] }> {
  const kinds = new Map<string, { hash: ForeignHash; users: number }>()
  for (const { password } of users) {
    if (password === null) continue
    const kind = kindOf(password.derivation)
    const known = kinds.get(kind)
    kinds.set(kind, { hash: password, users: (known?.users ?? 0) + 1 })
  }
  if (kinds.size === 0) return { own: 0, foreign: [] }
  const own = await measured(null)
  const foreign: HashCost[] = []
  for (const [kind, { hash, users: count }] of kinds) {
    const ms = await measured(hash)
    foreign.push({ kind, users: count, ms, isDearer: ms > own * CLEARLY_MORE })
  }
  return { own, foreign }
}

/** The shortest of three: the first loads code, and others may use the machine. */
async function measured(hash: ForeignHash | null): Promise<number> {
  const times = [await measureHash(hash), await measureHash(hash), await measureHash(hash)]
  return Math.round(Math.min(...times))
}

function kindOf(derivation: Derivation): string {
  switch (derivation.algorithm) {
    case 'bcrypt':
      return `bcrypt${derivation.prehash ? ' over SHA-256' : ''}, cost ${derivation.cost}`
    case 'scrypt': {
      const { n, r, p } = derivation
      return `scrypt, N = ${n}, r = ${r}, p = ${p}`
    }
    case 'pbkdf2':
      return `PBKDF2 with ${derivation.hash.toUpperCase()}, ${derivation.iterations} iterations`
    default: {
      const { algorithm, memoryKiB, passes, lanes } = derivation
      return `${algorithm}, ${Math.round(memoryKiB / KIB_PER_MIB)} MiB, ${passes} passes, ${lanes} lanes`
    }
  }
}
