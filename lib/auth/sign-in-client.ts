import { getSession, signIn } from 'next-auth/react'
import { SIGN_IN_PATH, safeRedirectPath } from '@/lib/domain/site/redirects'
import { isErrorCode, type Refusal } from '@/lib/platform/errors'
import { watchAuthCall, type Watched } from './guarded-fetch'
import { seconds } from '@/lib/domain/time'

export type SignInAttempt = {
  identifier: string
  password: string
  remember: boolean
  /** A path on this site; anything else leads to where the role lands. */
  callbackUrl: string
}

export type SignInAnswer = { ok: true; url: string } | { ok: false; refusal: Refusal }

/** Longer than a full hashing queue takes to answer "busy", shorter than anybody's patience. */
const TIMEOUT_MS = seconds(15)

/**
 * The one caller of next-auth's `signIn`: never throws, never navigates, always answers.
 *
 * next-auth reports a wrong password as `ok: true` with status 200, an outage by throwing, and a
 * refused session cookie as success; each becomes a refusal with its own sentence. A success is
 * announced to the other tabs, which next-auth leaves out.
 */
export async function signInWithPassword(attempt: SignInAttempt): Promise<SignInAnswer> {
  if (!navigator.onLine) return refuse({ code: 'network_error' })
  const url = safeRedirectPath(attempt.callbackUrl, SIGN_IN_PATH)
  const answer = await watchAuthCall(() => submit(attempt, url), TIMEOUT_MS)
  const refusal = refusalIn(answer)
  if (refusal) return refuse(refusal)
  // Asking once more proves the cookie was kept, and tells the other tabs to look.
  const session = await watchAuthCall(() => getSession(), TIMEOUT_MS)
  if (session.value?.user?.id) return { ok: true, url }
  return refuse({ code: session.failure === 'network' ? 'network_error' : 'server_error' })
}

function submit({ identifier, password, remember }: SignInAttempt, callbackUrl: string) {
  return signIn('credentials', {
    redirect: false,
    identifier,
    password,
    ...(remember ? { remember: 'on' } : {}),
    callbackUrl,
  })
}

type NextAuthAnswer = Awaited<ReturnType<typeof submit>>

function refusalIn(answer: Watched<NextAuthAnswer>): Refusal | null {
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

function refuse(refusal: Refusal): SignInAnswer {
  return { ok: false, refusal }
}
