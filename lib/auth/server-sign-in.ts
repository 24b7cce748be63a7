import 'server-only'
import { cookies, headers } from 'next/headers'
import { signIn, signOut } from '@/auth'
import { isErrorCode, type Refusal } from '@/lib/platform/errors'
import { DependencyUnavailable } from '@/lib/platform/unavailable'
import { finishSignIn } from './after-sign-in'
import { endSessionOf } from './end-session-of'
import { clearedCsrfCookie, sessionCookieName } from './cookies'
import { landingPathOfAnyRole } from './landing-path'
import { firstStepIn, splitCode, unavailableInCode } from './refusals'
import { addHeader } from '@/lib/http/added-headers'
import { requestIdOf } from './request-context'
import { clearedBoundCookies } from './bound-cookie'
import { firstStepCookie } from './two-factor-cookie'
import { later } from '@/lib/domain/time'
import { CHALLENGE_MS } from '@/lib/domain/two-factor/lifetimes'

/**
 * Signs in from a server action, for forms without JavaScript. It uses the same `authorize`, callbacks
 * and service as the route handler.
 *
 * @returns null when the session cookie is set; with `two_factor_required` the first step's is
 */
export async function signInOnServer(credentials: {
  identifier: string
  password: string
  remember: boolean
  callbackUrl?: string | null
}): Promise<Refusal | null> {
  const { identifier, password, remember, callbackUrl } = credentials
  const fields = { identifier, password, ...(remember ? { remember: 'on' } : {}) }
  return signInBy('credentials', fields, callbackUrl)
}

/** The second step, for the first one in this browser's cookie; otherwise as {@link signInOnServer}. */
export async function takeSecondStepOnServer(
  fields: Record<string, unknown>,
): Promise<Refusal | null> {
  return signInBy('two-factor', fields)
}

async function signInBy(
  provider: 'credentials' | 'two-factor',
  fields: Record<string, unknown>,
  callbackUrl?: string | null,
): Promise<Refusal | null> {
  try {
    const redirectTo = callbackUrl ?? landingPathOfAnyRole()
    await signIn(provider, { redirect: false, redirectTo, ...fields })
  } catch (error) {
    return refusalOf(error)
  }
  await finishCookies()
  return null
}

/** Keeps the first step in a cookie when the refusal is that there is a second one. */
async function refusalOf(error: unknown): Promise<Refusal> {
  const code = codeOf(error)
  const firstStep = firstStepIn(code)
  if (firstStep !== null) {
    const { name, value, options } = firstStepCookie(firstStep, later(new Date(), CHALLENGE_MS))
    const jar = await cookies()
    jar.set(name, value, options)
  }
  const down = unavailableInCode(code)
  if (down) throw new DependencyUnavailable(down, { cause: error })
  const refusal = splitCode(code)
  if (!isErrorCode(refusal.code)) throw error
  return { ...refusal, code: refusal.code }
}

/** The `code` of a refused sign-in. Checked by name, because the class may exist in several bundles. */
function codeOf(error: unknown): string {
  const isRefusal = error instanceof Error && 'type' in error && error.type === 'CredentialsSignin'
  return isRefusal && 'code' in error ? String(error.code) : ''
}

async function finishCookies(): Promise<void> {
  const jar = await cookies()
  const name = sessionCookieName()
  const value = jar.get(name)?.value ?? ''
  const sent = await headers()
  const finished = await finishSignIn(sent, { name, value }, new Date())
  for (const cookie of finished.cookies) jar.set(cookie.name, cookie.value, cookie.options)
  if (finished.offer) addHeader(requestIdOf(sent), finished.offer)
  forgetCsrf(jar)
}

/** Signs out from a server action. The session ends first: if that fails, nothing has changed. */
export async function signOutOnServer(): Promise<void> {
  const sent = await headers()
  await endSessionOf(sent, 'sign_out', new Date())
  await signOut({ redirect: false })
  const jar = await cookies()
  for (const { name, value, options } of clearedBoundCookies(sent.get('cookie') ?? '')) {
    jar.set(name, value, options)
  }
  forgetCsrf(jar)
}

function forgetCsrf(jar: Awaited<ReturnType<typeof cookies>>): void {
  const { name, value, options } = clearedCsrfCookie()
  jar.set(name, value, options)
}
