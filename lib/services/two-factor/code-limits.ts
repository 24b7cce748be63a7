import { attemptsPerMinute, counterKey, failuresRule } from '@/lib/services/limits/attempt-limits'
import type { AttemptLimits } from '@/lib/services/sign-in/counted-attempts'

/** Whose codes are counted. */
export type CodeOwner = { id: string; twoFactorEnabledAt: Date | null }

/**
 * The limits on codes, which only those who know the password can try: wrong ones are counted per
 * account, apart from wrong passwords, so that entering the password again forgives none. As with
 * passwords, a browser that has signed in to this account counts on its own, so that nobody can lock
 * the owner out of it.
 *
 * @param step what is being answered: a sign-in's challenge, or a session that is to be proven
 * @param deviceId null for a browser unknown to this account
 */
export function codeLimits(owner: CodeOwner, step: string, deviceId: string | null): AttemptLimits {
  const account = [owner.id, String(owner.twoFactorEnabledAt?.getTime() ?? 0)]
  const key =
    deviceId === null
      ? counterKey('code-account', ...account)
      : counterKey('code-device', ...account, deviceId)
  return {
    attempts: { key: counterKey('code-step', step), rule: attemptsPerMinute() },
    failures: [{ key, rule: failuresRule({ hasLongLock: true }) }],
    clears: [key],
  }
}

/**
 * The limits on passkeys in place of codes, for which a session is enough where it is to be proven. Wrong
 * ones count for their step alone: signatures cannot be guessed, and nobody shall lock the owner out.
 * A right one forgives wrong codes, as a right code does.
 */
export function passkeyLimits(...whose: Parameters<typeof codeLimits>): AttemptLimits {
  return { ...codeLimits(...whose), failures: [] }
}
