import { getSession, signIn } from 'next-auth/react'
import { SIGN_IN_PATH, safeRedirectPath } from '@/lib/domain/site/redirects'
import { isErrorCode, type Refusal } from '@/lib/platform/errors'
import { holdSession, guardAuthCall, type GuardedOutcome } from './guarded-fetch'
import { seconds } from '@/lib/domain/time'

type HowToSignIn = {
  remember: boolean
  /** A path on this site; anything else leads to the landing page of the role. */
  callbackUrl: string
}

export type SignInAttempt = HowToSignIn & { identifier: string; password: string }

/** @property passkey what the device answered, as JSON */
export type PasskeyAttempt = HowToSignIn & { passkey: string }

export type SignInOutcome = { ok: true; url: string } | { ok: false; refusal: Refusal }

/** A full hashing queue takes ten seconds to respond, and a poor connection as long again and longer. */
export const SIGN_IN_TIMEOUT_MS = seconds(45)

/** One to send it, and one when this tab receives it. */
const READS_OF_A_NOTIFICATION = 2
/** Longer than a notification takes within a browser. */
const NOTIFICATION_MS = seconds(1)

export const signInWithPassword = (attempt: SignInAttempt) => signInBy('credentials', attempt)

export const signInWithPasskey = (attempt: PasskeyAttempt) => signInBy('passkey', attempt)

/**
 * The only caller of next-auth's `signIn`. Never throws and never navigates.
 *
 * next-auth reports a wrong password as `ok: true` with status 200, an outage by throwing, and a
 * refused session cookie as success; each becomes a refusal with its own sentence. A success is
 * announced to the other tabs, which next-auth leaves out. The session is read once.
 */
async function signInBy(
  provider: 'credentials' | 'passkey',
  attempt: SignInAttempt | PasskeyAttempt,
): Promise<SignInOutcome> {
  if (!navigator.onLine) return refuse({ code: 'network_error' })
  const url = safeRedirectPath(attempt.callbackUrl, SIGN_IN_PATH)
  const submitOnce = () => guardAuthCall(() => submit(provider, attempt, url), SIGN_IN_TIMEOUT_MS)
  const first = await submitOnce()
  // Another tab has signed in or out in between, which replaces the token.
  const answer = first.value?.error === 'MissingCSRF' ? await submitOnce() : first
  const refusal = refusalIn(answer)
  if (refusal) return refuse(refusal)
  // Where next-auth shows a session it has asked for it by now.
  const { session, failure } =
    answer.session === undefined ? await guardAuthCall(readQuietly, SIGN_IN_TIMEOUT_MS) : answer
  if (session === undefined) {
    return refuse({ code: failure === 'network' ? 'network_error' : 'server_error' })
  }
  if (session === null) return refuse({ code: 'cookies_blocked' })
  holdSession(session, READS_OF_A_NOTIFICATION, NOTIFICATION_MS)
  // Asks nobody any more, and tells the other tabs to look.
  await getSession()
  return { ok: true, url }
}

const readQuietly = () => getSession({ broadcast: false })

function submit(
  provider: string,
  { remember, ...fields }: SignInAttempt | PasskeyAttempt,
  callbackUrl: string,
) {
  return signIn(provider, {
    ...fields,
    redirect: false,
    ...(remember ? { remember: 'on' } : {}),
    callbackUrl,
  })
}

type NextAuthResponse = Awaited<ReturnType<typeof submit>>

function refusalIn(answer: GuardedOutcome<NextAuthResponse>): Refusal | null {
  if (answer.failure === 'network') return { code: 'network_error' }
  if (answer.failure === 'timeout' || answer.error !== undefined || !answer.value) {
    return { code: 'server_error' }
  }
  if (!answer.value.error) return null
  const { code } = answer.value
  if (!isErrorCode(code)) return { code: 'server_error' }
  const { retryAfterSeconds } = answer
  return retryAfterSeconds === undefined ? { code } : { code, retryAfterSeconds }
}

function refuse(refusal: Refusal): SignInOutcome {
  return { ok: false, refusal }
}
