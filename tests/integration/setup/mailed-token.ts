import { unseal } from '@/lib/crypto/seal'
import { prisma } from '@/lib/data/database/prisma'

/** The token in the newest mail to an email, read from the outbox as the worker does. */
export async function mailedToken(to: string): Promise<string> {
  const mail = await prisma().outboxMail.findFirstOrThrow({
    where: { to, sealedToken: { not: null } },
    orderBy: { createdAt: 'desc' },
  })
  const token = unseal('outbox', mail.sealedToken ?? '')
  if (token === null) throw new Error(`the token mailed to ${to} does not open`)
  return token
}
