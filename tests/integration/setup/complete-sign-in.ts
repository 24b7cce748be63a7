import { openSession } from '@/lib/services/sessions/sessions'
import { signIn } from '@/lib/services/sign-in/sign-in'
import type { SignInRequest } from '@/lib/services/sign-in/sign-in-limits'

/** A complete sign-in: like Auth.js, it opens the session after a right password. */
export async function completeSignIn(
  credentials: { identifier: string; password: string },
  request: SignInRequest,
  now: Date,
) {
  const result = await signIn(credentials, request, now)
  if (!result.ok) return result
  const { value: user } = result
  await openSession(user, { ...request, remember: false, attempt: user.attempt }, now)
  return result
}
