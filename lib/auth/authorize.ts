import 'server-only'
import type { User } from 'next-auth'
import { env } from '@/lib/env'
import type { SignInMethod } from '@/lib/domain/two-factor/sign-in-method'
import { log } from '@/lib/platform/log'
import { statusOf } from '@/lib/platform/errors'
import { countSignIn } from '@/lib/metrics/metrics'
import { signInSchema } from '@/lib/schemas/sign-in'
import { signIn } from '@/lib/services/sign-in/sign-in'
import { methodOf } from '@/lib/services/two-factor/proof'
import { traced } from '@/lib/platform/tracing'
import { unavailableIn } from '@/lib/platform/unavailable'
import { SecondStepNeeded, SignInRefused, SignInUnavailable } from './refusals'
import { clientInfoOf, requestIdOf, signInRequestOf } from './request-context'
import { sealFirstStep } from './two-factor-cookie'

/**
 * Called by Auth.js with the posted fields. It is a public endpoint, so everything is parsed again.
 *
 * @throws SignInRefused with the code that the form shows
 * @throws SecondStepNeeded when the password was right, and a code is needed
 * @throws SignInUnavailable when a dependency is down
 */
export const authorize = traced('authorize', checkCredentials)

const parse = traced('parse', (input: Record<string, unknown>) => signInSchema.safeParse(input))

async function checkCredentials(
  credentials: Partial<Record<string, unknown>>,
  request: Request,
): Promise<User> {
  const { identifier, password, remember, callbackUrl } = credentials
  const parsed = parse({ identifier, password, remember, callbackUrl: pathIn(callbackUrl) })
  if (!parsed.success) throw refuseSignIn(request, { code: 'invalid_credentials' })
  const client = clientInfoOf(request.headers)
  const asked = signIn(parsed.data, signInRequestOf(request.headers), new Date())
  const result = await asked.catch(throwUnavailable)
  if (!result.ok) throw refuseSignIn(request, result.refusal)
  const { challenge, proof, ...user } = result.value
  if (challenge) {
    countSignIn('two_factor_required')
    const cookieHeader = request.headers.get('cookie') ?? ''
    throw new SecondStepNeeded(
      sealFirstStep(result.value, challenge, { ...parsed.data, cookieHeader }),
    )
  }
  countSignIn('success', methodOf(proof))
  return {
    ...user,
    secondFactor: proof && { proof, challengeHash: null },
    request: { ...client, remember: parsed.data.remember },
  }
}

/** Our handlers hand Auth.js an address on this site. */
function pathIn(callbackUrl: unknown): unknown {
  const origin = env().AUTH_URL
  if (typeof callbackUrl !== 'string' || !callbackUrl.startsWith(`${origin}/`)) return callbackUrl
  return callbackUrl.slice(origin.length)
}

/** Counts a sign-in that a dependency did not let end. @throws SignInUnavailable, or what is no outage */
export function throwUnavailable(error: unknown): never {
  const dependency = unavailableIn(error)
  if (!dependency) throw error
  countSignIn('unavailable')
  throw new SignInUnavailable(dependency)
}

/**
 * Counts and logs a refused sign-in.
 *
 * @param method what was tried
 * @returns what to throw
 */
export function refuseSignIn(
  request: Request,
  refusal: ConstructorParameters<typeof SignInRefused>[0],
  method: SignInMethod = 'password',
) {
  countSignIn(refusal.code, method)
  const requestId = requestIdOf(request.headers)
  // Wrong passwords are also in the audit log, which writes its own line.
  const event =
    statusOf(refusal.code) === 429 ? 'excess_rate_limit_exceeded' : 'authn_login_refused'
  const { address } = clientInfoOf(request.headers)
  log.info({ event, code: refusal.code, requestId, address })
  return new SignInRefused(refusal)
}
