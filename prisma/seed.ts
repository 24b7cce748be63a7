import { prisma } from '@/lib/data/database/prisma'
import { closePool } from '@/lib/password/pool'
import { hashPassword } from '@/lib/password/password'
import { unwrap } from '@/lib/platform/result'
import { DEMO_ACCOUNTS, DEMO_PASSWORD } from './demo-accounts'

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
  for (const { state, ...account } of missing) {
    const password = unwrap(await hashPassword(DEMO_PASSWORD))
    await prisma().user.create({
      data: {
        ...account,
        ...password,
        emailVerifiedAt: state === 'unverified' ? null : now,
        disabledAt: state === 'disabled' ? now : null,
      },
      select: { id: true },
    })
  }
}

await seed()
await closePool()
await prisma().$disconnect()
