import { prisma } from '@/lib/data/database/prisma'
import { hashPassword } from '@/lib/password/password'
import { unwrap } from '@/lib/platform/result'

export const PASSWORD = 'harbour violin umbrella'

let made = 0
let hashed: ReturnType<typeof hashPassword> | undefined

/** A confirmed user with {@link PASSWORD} and unique names. */
export async function newAccount(overrides: Record<string, unknown> = {}) {
  made += 1
  // One hash per file: hashing takes much of these tests' time.
  hashed ??= hashPassword(PASSWORD)
  const name = `person-${made}`
  return prisma().user.create({
    data: {
      email: `${name}@example.com`,
      username: name,
      name: `Person ${made}`,
      ...unwrap(await hashed),
      emailVerifiedAt: new Date('2026-01-01T00:00:00Z'),
      ...overrides,
    },
  })
}
