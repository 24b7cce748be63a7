import { hashToken } from '@/lib/crypto/random-token'
import { newRecoveryCode } from '@/lib/crypto/recovery-code'
import type { Database } from '@/lib/data/database/prisma'
import { replaceRecoveryCodes } from '@/lib/data/two-factor/recovery-codes'
import { RECOVERY_CODES, shownRecoveryCode } from '@/lib/domain/two-factor/recovery-codes'

/** Makes ten recovery codes, which end the earlier ones. @returns them as they are shown, once */
export async function issueRecoveryCodes(database: Database, userId: string): Promise<string[]> {
  const codes = Array.from({ length: RECOVERY_CODES }, newRecoveryCode)
  await replaceRecoveryCodes(database, userId, codes.map(hashToken))
  return codes.map(shownRecoveryCode)
}
