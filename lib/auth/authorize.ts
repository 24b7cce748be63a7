import 'server-only'
import type { User } from 'next-auth'
import { log } from '@/lib/platform/log'
import { statusOf } from '@/lib/platform/errors'
import { countSignIn } from '@/lib/metrics/metrics'
import { signInSchema } from '@/lib/schemas/sign-in'
import { signIn } from '@/lib/services/sign-in/sign-in'
import { traced } from '@/lib/platform/tracing'
import { isUnavailable } from '@/lib/platform/unavailable'
import { SignInRefused, SignInUnavailable } from './refusals'
import { clientInfoOf, requestIdOf, signInRequestOf } from './request-context'

/**
 * Called by Auth.js with the posted fields. It is a public endpoint, so everything is parsed again.
 *
 * @throws SignInRefused with the code that the form shows
 * @throws SignInUnavailable when the database is down
 */
export const authorize = traced('authorize', checkCredentials)

const parse = traced('parse', (input: Record<string, unknown>) => signInSchema.safeParse(input))

async function checkCredentials(
  credentials: Partial<Record<string, unknown>>,
  request: Request,
): Promise<User> {
  const { identifier, password, remember, callbackUrl } = credentials
  const parsed = parse({ identifier, password, remember, callbackUrl })
  if (!parsed.success) throw refused(request, { code: 'invalid_credentials' })
  const client = clientInfoOf(request.headers)
  const result = await signIn(parsed.data, signInRequestOf(request.headers), new Date()).catch(
    (error: unknown) => {
      if (!isUnavailable(error)) throw error
      countSignIn('unavailable')
      throw new SignInUnavailable()
    },
  )
  if (!result.ok) throw refused(request, result.refusal)
  countSignIn('success')
  return {
    ...result.value,
    request: { ...client, remember: parsed.data.remember },
  }
}

function refused(request: Request, refusal: ConstructorParameters<typeof SignInRefused>[0]) {
  countSignIn(refusal.code)
  const requestId = requestIdOf(request.headers)
  // Wrong passwords are also in the audit log, which writes its own line.
  const event =
    statusOf(refusal.code) === 429 ? 'excess_rate_limit_exceeded' : 'authn_login_refused'
  log.info({ event, code: refusal.code, requestId })
  return new SignInRefused(refusal)
}
