import type { Viewer } from '@/lib/services/viewer'
import { prisma } from '@/lib/data/database/prisma'
import { findUserPassword } from '@/lib/data/users/users'
import { verifyPassword } from '@/lib/password/password'
import { err, ok, type Result } from '@/lib/platform/result'
import { clearFailures, tryPassword } from '@/lib/services/sign-in/counted-attempts'
import {
  knownDeviceOf,
  signInLimits,
  type SignInRequest,
} from '@/lib/services/sign-in/sign-in-limits'
import { recordLock } from '@/lib/services/sign-in/record-sign-in'

/** The user whose password was checked, as read for that check. */
export type PasswordOwner = NonNullable<Awaited<ReturnType<typeof findUserPassword>>>

/**
 * Checks the password of a signed-in user.
 *
 * Counts, locks and notifies exactly as a sign-in does, on the same counters, so that a hijacked
 * session does not allow further guesses.
 */
export async function checkOwnPassword(
  viewer: Viewer,
  password: string,
  request: SignInRequest,
  now: Date,
): Promise<Result<PasswordOwner>> {
  const user = await findUserPassword(prisma(), viewer.id)
  if (!user) return err('session_expired')
  if (user.passwordHash === null) return err('password_missing')
  const target = { user, identifier: user.email }
  const deviceId = knownDeviceOf(target, request, now)
  const { passwordHash, passwordScheme, passwordPepper } = user
  const stored = { passwordHash, passwordScheme, passwordPepper }
  const lane = deviceId === null ? 'ordinary' : 'reserved'
  return tryPassword(
    {
      limits: signInLimits(target, { ...request, deviceId }),
      verify: () => verifyPassword(password, stored, lane),
      async settle({ matches }, attempt): Promise<Result<PasswordOwner>> {
        const { startsLock: lock } = attempt
        if (matches) await clearFailures(prisma(), attempt, now)
        else if (lock) await recordLock({ target, lock }, request, now)
        return matches ? ok(user) : err('password_wrong')
      },
    },
    now,
  )
}
