import { mustSetUpTwoFactor } from '@/lib/domain/two-factor/requirement'
import { env } from '@/lib/env'

/** Whether a user must set up two-factor before anything else opens (`REQUIRE_TWO_FACTOR`). */
export function isTwoFactorRequired(user: Parameters<typeof mustSetUpTwoFactor>[0]): boolean {
  return mustSetUpTwoFactor(user, env().REQUIRE_TWO_FACTOR)
}
