import { isAdministrator, ROLE_NAMES } from '@/lib/domain/accounts/roles'
import { SIGN_IN_PATH } from '@/lib/domain/site/redirects'
import { env } from '@/lib/env'

/** The landing page of a role: `AFTER_SIGN_IN` or `AFTER_SIGN_IN_ADMIN`. */
export function landingPath(role: string | null | undefined): string {
  return isAdministrator(role) ? env().AFTER_SIGN_IN_ADMIN : env().AFTER_SIGN_IN
}

/**
 * The landing page while the role is unknown: directly if every role has the same, otherwise through
 * the sign-in page, where the middleware redirects by role.
 */
export function landingPathOfAnyRole(): string {
  const [path = SIGN_IN_PATH, ...others] = new Set(ROLE_NAMES.map(landingPath))
  return others.length === 0 ? path : SIGN_IN_PATH
}
