import { isAdministrator } from '@/lib/domain/accounts/roles'
import { SIGN_IN_PATH } from '@/lib/domain/site/redirects'
import { env } from '@/lib/env'

/** Where somebody of this role lands who asked for no page: `AFTER_SIGN_IN`, `AFTER_SIGN_IN_ADMIN`. */
export function landingPath(role: string | null | undefined): string {
  return isAdministrator(role) ? env().AFTER_SIGN_IN_ADMIN : env().AFTER_SIGN_IN
}

/**
 * Where to send somebody after signing in while their role is not known: straight there if everybody
 * lands on the same page, else to the sign-in page, whose middleware knows the role by then.
 */
export function landingPathOfAnyRole(): string {
  const { AFTER_SIGN_IN, AFTER_SIGN_IN_ADMIN } = env()
  return AFTER_SIGN_IN === AFTER_SIGN_IN_ADMIN ? AFTER_SIGN_IN : SIGN_IN_PATH
}
