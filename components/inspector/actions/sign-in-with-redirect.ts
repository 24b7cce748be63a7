import { signIn } from 'next-auth/react'
import { guardAuthCall } from '@/lib/auth/guarded-fetch'
import { SIGN_IN_TIMEOUT_MS } from '@/lib/auth/sign-in-client'
import { REDIRECT_TRUE_MARK } from '@/lib/inspector/steps/redirect-mark'

/**
 * Signs in with `redirect: true`: next-auth's client leaves the page, for `then` or, after a refusal, for
 * the sign-in page. The request is marked, so that the recording can tell. Forms of the product use
 * `signInWithPassword` instead.
 *
 * @returns false when there was no answer; otherwise the page is about to be left
 */
export async function signInWithRedirect(
  fields: { identifier: string; password: string },
  then: string,
): Promise<boolean> {
  const call = () =>
    signIn('credentials', { ...fields, redirect: true, callbackUrl: then }, REDIRECT_TRUE_MARK)
  const { failure, error } = await guardAuthCall(call, SIGN_IN_TIMEOUT_MS)
  return failure === undefined && error === undefined
}
