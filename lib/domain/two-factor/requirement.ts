import { isAdministrator } from '@/lib/domain/accounts/roles'

/** Who must have two-factor: `REQUIRE_TWO_FACTOR`. */
export const TWO_FACTOR_RULES = ['none', 'admins', 'everyone'] as const
export type TwoFactorRule = (typeof TWO_FACTOR_RULES)[number]

/** Whether somebody must set up two-factor before anything else opens. */
export function mustSetUpTwoFactor(
  user: { role: string; twoFactorEnabledAt: Date | null },
  rule: TwoFactorRule,
): boolean {
  if (user.twoFactorEnabledAt !== null || rule === 'none') return false
  return rule === 'everyone' || isAdministrator(user.role)
}
