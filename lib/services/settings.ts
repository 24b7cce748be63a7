import type { AccountRules } from '@/lib/domain/accounts/account-state'
import type { Lifetimes } from '@/lib/domain/sessions/session-lifetime'
import { seconds } from '@/lib/domain/time'
import { asksForSecondFactor } from '@/lib/domain/two-factor/requirement'
import { env } from '@/lib/env'

/** Environment settings in the form the domain rules expect. */
export function accountRules(): AccountRules {
  return {
    requireEmailVerification: env().REQUIRE_EMAIL_VERIFICATION,
    allowedEmailDomains: env().ALLOWED_EMAIL_DOMAINS,
  }
}

export function lifetimes(): Lifetimes {
  return {
    idleMs: seconds(env().SESSION_IDLE_SECONDS),
    absoluteMs: seconds(env().SESSION_ABSOLUTE_SECONDS),
    rememberMs: seconds(env().SESSION_REMEMBER_SECONDS),
  }
}

/** How sessions are bound to their device; null where they are not. */
export function bindingSettings(): { cookieMs: number } | null {
  if (env().SESSION_BINDING === 'off') return null
  return { cookieMs: seconds(env().SESSION_BINDING_SECONDS) }
}

/** Whether a password alone does not sign this user in. */
export function needsSecondFactor(user: Parameters<typeof asksForSecondFactor>[0]): boolean {
  return asksForSecondFactor(user, env().REQUIRE_TWO_FACTOR)
}
