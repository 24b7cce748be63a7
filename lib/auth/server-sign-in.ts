import 'server-only'
import { cookies, headers } from 'next/headers'
import { signIn, signOut } from '@/auth'
import { isErrorCode, type Refusal } from '@/lib/platform/errors'
import { endSession } from '@/lib/services/sessions/sessions'
import { DependencyUnavailable } from '@/lib/platform/unavailable'
import { finishSignIn } from './after-sign-in'
import { clearedCsrfCookie, sessionCookieName } from './cookies'
import { landingPathOfAnyRole } from './landing-path'
import { splitCode } from './refusals'
import { clientInfoOf } from './request-context'
import { readToken } from './session-token'

/**
 * Signs in from a server action, for forms without JavaScript. It uses the same `authorize`, callbacks
 * and service as the route handler.
 *
 * @returns null when the session cookie is set
 */
export async function signInOnServer(credentials: {
  identifier: string
  password: string
  remember: boolean
}): Promise<Refusal | null> {
  const { identifier, password, remember } = credentials
  try {
    await signIn('credentials', {
      redirect: false,
      redirectTo: landingPathOfAnyRole(),
      identifier,
      password,
      ...(remember ? { remember: 'on' } : {}),
    })
  } catch (error) {
    return refusalOf(error)
  }
  await finishCookies()
  return null
}

function refusalOf(error: unknown): Refusal {
  const code = codeOf(error)
  if (code === 'unavailable') throw new DependencyUnavailable('database', { cause: error })
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
  for (const cookie of await finishSignIn(await headers(), { name, value }, new Date())) {
    jar.set(cookie.name, cookie.value, cookie.options)
  }
  forgetCsrf(jar)
}

/** Signs out from a server action. The session ends first: if that fails, nothing has changed. */
export async function signOutOnServer(): Promise<void> {
  const sent = await headers()
  const token = readToken(sent.get('cookie') ?? '')
  if (token) {
    await endSession(token.sessionId, { reason: 'sign_out', ...clientInfoOf(sent) }, new Date())
  }
  await signOut({ redirect: false })
  forgetCsrf(await cookies())
}

function forgetCsrf(jar: Awaited<ReturnType<typeof cookies>>): void {
  const { name, value, options } = clearedCsrfCookie()
  jar.set(name, value, options)
}
