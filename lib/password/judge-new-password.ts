import {
  judgePassword,
  normalisePassword,
  type PasswordContext,
  type PasswordRefusal,
} from '@/lib/domain/passwords/password-policy'
import { env } from '@/lib/env'
import { queryBreachRange } from './breach-range'
import { isCommonPassword } from './common-passwords'

export type NewPasswordRefusal = PasswordRefusal | 'password_common' | 'password_breached'

/**
 * Judges a new password, with the cheapest check first.
 *
 * @returns null when it may be set, including when the breach service is unavailable
 * @see NIST SP 800-63B-4, 3.1.1.2
 */
export async function judgeNewPassword(
  plain: string,
  context: PasswordContext,
): Promise<NewPasswordRefusal | null> {
  const refused = judgePassword(plain, context)
  if (refused !== null) return refused
  if (await isCommonPassword(plain)) return 'password_common'
  return (await isBreached(plain)) ? 'password_breached' : null
}

async function isBreached(plain: string): Promise<boolean> {
  const baseUrl = env().BREACH_CHECK_URL
  const password = normalisePassword(plain)
  if (baseUrl === undefined || password === null) return false
  return (await queryBreachRange(baseUrl, password)) === 'found'
}
