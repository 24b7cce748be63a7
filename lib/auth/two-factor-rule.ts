import { mustSetUpTwoFactor } from '@/lib/domain/two-factor/requirement'
import { env } from '@/lib/env'
import type { Viewer } from '@/lib/services/viewer'

/** Whether a viewer must set up two-factor before anything else opens (`REQUIRE_TWO_FACTOR`). */
export function isTwoFactorRequired(viewer: Viewer): boolean {
  return mustSetUpTwoFactor(viewer, env().REQUIRE_TWO_FACTOR)
}
