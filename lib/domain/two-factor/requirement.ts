import { isAdministrator } from '@/lib/domain/accounts/roles'

/** Who must have a second factor: `REQUIRE_TWO_FACTOR`. */
export const TWO_FACTOR_RULES = ['none', 'admins', 'everyone'] as const
export type TwoFactorRule = (typeof TWO_FACTOR_RULES)[number]

type Factors = { role: string; twoFactorEnabledAt: Date | null; passkeysEnabledAt: Date | null }

/** Whether somebody must set up two-factor or a passkey before anything else opens. */
export function mustSetUpTwoFactor(user: Factors, rule: TwoFactorRule): boolean {
  const hasOne = user.twoFactorEnabledAt !== null || user.passkeysEnabledAt !== null
  return !hasOne && isAskedOf(user.role, rule)
}

/**
 * Whether a password alone signs nobody in. A passkey beside the password does not ask for more than
 * before, unless the site asks for a second factor: then it is the one.
 */
export function asksForSecondFactor(user: Factors, rule: TwoFactorRule): boolean {
  if (user.twoFactorEnabledAt !== null) return true
  return user.passkeysEnabledAt !== null && isAskedOf(user.role, rule)
}

function isAskedOf(role: string, rule: TwoFactorRule): boolean {
  return rule === 'everyone' || (rule === 'admins' && isAdministrator(role))
}
