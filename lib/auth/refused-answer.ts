import { sentenceFor, statusOf, type Refusal } from '@/lib/platform/errors'
import { UNAVAILABLE_RETRY_AFTER_SECONDS, type Dependency } from '@/lib/platform/unavailable'
import { plainPage } from './plain-page'
import { copyCookies } from './set-cookie'

/** In the format next-auth's client expects: an absolute URL with the code. */
export function refusedJson(address: URL, refusal: Refusal, answer: Response): Response {
  const { retryAfterSeconds } = refusal
  const response = Response.json({ url: address.href }, { status: statusOf(refusal.code) })
  copyCookies(answer, response)
  if (retryAfterSeconds !== undefined) {
    response.headers.set('Retry-After', String(retryAfterSeconds))
  }
  return response
}

/** For a plain form: a page that says how long to wait. */
export function waitPage(refusal: Refusal, link: { href: string; text: string }): Response {
  const { retryAfterSeconds } = refusal
  return plainPage(statusOf(refusal.code), sentenceFor(refusal), {
    link,
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  })
}

/** For a plain form: back to the sign-in page, or a page that says how long to wait. */
export function refusedPage(address: URL, refusal: Refusal, answer: Response): Response {
  if (statusOf(refusal.code) !== 200) {
    return waitPage(refusal, { href: '/sign-in', text: 'Back to sign in' })
  }
  const redirect = new Response(null, { status: 302, headers: { Location: address.href } })
  copyCookies(answer, redirect)
  return redirect
}

const MESSAGES: Readonly<Record<Dependency, string>> = {
  database: 'The database is unavailable. Try again.',
  hashing: 'Passwords cannot be checked right now. Try again.',
}

/**
 * The response while a dependency is down.
 *
 * @param address the URL from which next-auth's client reads the code, after a sign-in
 */
export function unavailableJson(dependency: Dependency, address?: URL): Response {
  address?.searchParams.set('code', 'server_error')
  return Response.json(address ? { url: address.href } : { message: MESSAGES[dependency] }, {
    status: 503,
    headers: { 'Retry-After': String(UNAVAILABLE_RETRY_AFTER_SECONDS) },
  })
}
