import { sealNamed } from '@/lib/crypto/named-seal'
import { hashToken } from '@/lib/crypto/random-token'
import { inTransaction, prisma } from '@/lib/data/database/prisma'
import { createAuthenticator } from '@/lib/data/two-factor/authenticators'
import { replaceRecoveryCodes } from '@/lib/data/two-factor/recovery-codes'
import { normaliseRecoveryCode } from '@/lib/domain/two-factor/recovery-codes'
import { closePool } from '@/lib/password/pool'
import { hashPassword } from '@/lib/password/password'
import { unwrap } from '@/lib/platform/result'
import { DEMO_ACCOUNTS, DEMO_PASSWORD, DEMO_TWO_FACTOR } from './demo-accounts'

/**
 * Makes the demo accounts where they are missing. What somebody changed about one stays changed.
 * Run by `npm run demo` and `npm run dev` alone.
 */
async function seed(): Promise<void> {
  const existing = await prisma().user.findMany({
    where: { email: { in: DEMO_ACCOUNTS.map(({ email }) => email) } },
    select: { email: true },
  })
  const missing = DEMO_ACCOUNTS.filter(({ email }) => !existing.some((row) => row.email === email))
  const now = new Date()
  for (const account of missing) await create(account, now)
}

async function create(
  { state, ...account }: (typeof DEMO_ACCOUNTS)[number],
  now: Date,
): Promise<void> {
  const password = unwrap(await hashPassword(DEMO_PASSWORD))
  await inTransaction(async (database) => {
    const { id } = await database.user.create({
      data: {
        ...account,
        ...password,
        emailVerifiedAt: state === 'unverified' ? null : now,
        disabledAt: state === 'disabled' ? now : null,
      },
      select: { id: true },
    })
    if (state !== 'two-factor') return
    const secret = sealNamed('two-factor', DEMO_TWO_FACTOR.secret)
    await createAuthenticator(database, id, { secret, usedStep: 0 }, now)
    const codes = DEMO_TWO_FACTOR.recoveryCodes.map((code) => normaliseRecoveryCode(code) ?? '')
    await replaceRecoveryCodes(database, id, codes.map(hashToken))
  })
}

await seed()
await closePool()
await prisma().$disconnect()
