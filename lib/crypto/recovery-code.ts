import { randomBytes } from 'node:crypto'
import { RECOVERY_ALPHABET, RECOVERY_CODE_LENGTH } from '@/lib/domain/two-factor/recovery-codes'

/** A new recovery code of 120 random bits: five of each byte, which choose one of 32 characters. */
export function newRecoveryCode(): string {
  return Array.from(
    randomBytes(RECOVERY_CODE_LENGTH),
    (byte) => RECOVERY_ALPHABET[byte % RECOVERY_ALPHABET.length],
  ).join('')
}
