import 'server-only'
import type { User } from 'next-auth'
import { countSignIn } from '@/lib/metrics/metrics'
import { traced } from '@/lib/platform/tracing'
import { passkeySignInSchema } from '@/lib/schemas/passkeys'
import { signInWithPasskey } from '@/lib/services/passkeys/sign-in-with-passkey'
import { refuseSignIn, throwUnavailable } from './authorize'
import { browserSecret } from './passkey-options'
import { clientInfoOf, signInRequestOf } from './request-context'

/**
 * Called by Auth.js with a passkey's answer. A public endpoint like `authorize`, so everything is parsed
 * again.
 *
 * @throws SignInRefused with the code that the form shows
 * @throws SignInUnavailable when a dependency is down
 */
export const authorizePasskey = traced('authorizePasskey', checkPasskey)

async function checkPasskey(
  { passkey, remember }: Partial<Record<string, unknown>>,
  request: Request,
): Promise<User> {
  const boundTo = browserSecret(request.headers.get('cookie') ?? '')
  const parsed = passkeySignInSchema.safeParse({ passkey, remember })
  if (!parsed.success || boundTo === null) {
    throw refuseSignIn(request, { code: 'passkey_failed' }, 'passkey')
  }
  const sent = signInRequestOf(request.headers)
  const asked = signInWithPasskey(parsed.data.passkey, boundTo, sent, new Date())
  const result = await asked.catch(throwUnavailable)
  if (!result.ok) throw refuseSignIn(request, result.refusal, 'passkey')
  countSignIn('success', 'passkey')
  return {
    ...result.value,
    request: { ...clientInfoOf(request.headers), remember: parsed.data.remember },
  }
}
