import { cookies } from 'next/headers'
import { NextResponse, type NextRequest } from 'next/server'
import {
  LINK_PAGES,
  openLinkReference,
  sealLinkReference,
  type LinkPage,
} from '@/lib/crypto/link-reference'
import { isTokenShaped } from '@/lib/crypto/random-token'
import type { LinkAccount } from '@/lib/domain/accounts/link-account'
import { UNDO_EMAIL_MS } from '@/lib/domain/accounts/email-change'
import { NOT_ME_LINK_SECONDS } from '@/lib/domain/sessions/sign-in-notice'
import { MS_PER_SECOND } from '@/lib/domain/time'
import { env } from '@/lib/env'
import { readFields, type ShownLink } from '@/lib/platform/forms'
import { cookieOptions, linkCookieName } from './cookies'

/*
 * A mailed link is opened in three steps, so that its token stays out of history, logs and referrers:
 *
 * 1. `/reset-password?token=…` sets the cookie and leads to
 * 2. `/reset-password?link=…`, with a sealed reference in place of the token. A browser that kept the
 *    cookie is led on; one that blocks cookies gets its form here.
 * 3. `/reset-password`, which takes the reference from the cookie.
 *
 * The form carries the reference: from then on neither the cookie nor another tab has any say.
 */

/** The longest a link of the page can be good for; its row knows exactly. */
const MAX_AGE_SECONDS: Record<LinkPage, () => number> = {
  'verify-email': () => env().VERIFY_TOKEN_SECONDS,
  'reset-password': () => env().RESET_TOKEN_SECONDS,
  'undo-email': () => UNDO_EMAIL_MS / MS_PER_SECOND,
  'not-me': () => NOT_ME_LINK_SECONDS,
}

const SEE_OTHER = 303

export type MailedLink = {
  token: string
  /** For the form; never the token itself. */
  reference: string
}

/**
 * Steps 1 and 2. Middleware calls this first, since pages cannot set cookies while they render. A
 * token that cannot be one clears the cookie, and the page says that the link is no longer valid.
 *
 * @returns null when there is nothing to take out of the address
 */
export function mailedLinkRedirect(request: NextRequest): NextResponse | null {
  const { pathname, searchParams } = request.nextUrl
  const page = LINK_PAGES.find((name) => pathname === `/${name}`)
  if (!page || (request.method !== 'GET' && request.method !== 'HEAD')) return null
  if (searchParams.has('token')) {
    const [token, ...others] = searchParams.getAll('token')
    const reference =
      others.length === 0 && isTokenShaped(token) ? sealLinkReference(page, token) : null
    // A browser that sends a cookie keeps cookies: nothing is left to find out in step 2.
    const isClean = reference === null || request.cookies.size > 0
    const response = seeOther(isClean ? `/${page}` : pathTo(page, reference))
    response.cookies.set(...cookieOf(page, reference))
    return response
  }
  const kept = request.cookies.get(linkCookieName())?.value ?? ''
  return kept !== '' && searchParams.get('link') === kept ? seeOther(`/${page}`) : null
}

/** The properties of a page that mailed links lead to. */
export type LinkPageProps = { searchParams: Promise<{ link?: string | string[] }> }

/**
 * The link that led to a page: from the address where cookies are blocked, else from the cookie.
 *
 * @returns null when there is none, or it is another page's
 */
async function readMailedLink(
  page: LinkPage,
  searchParams: LinkPageProps['searchParams'],
): Promise<MailedLink | null> {
  const [{ link }, jar] = await Promise.all([searchParams, cookies()])
  return openLink(page, link) ?? openLink(page, jar.get(linkCookieName())?.value)
}

/**
 * The same for the form of a page.
 *
 * @param find the account behind a token; null for one that no longer works
 * @returns null for a link that no longer works, too
 */
export async function showMailedLink(
  page: LinkPage,
  searchParams: LinkPageProps['searchParams'],
  find: (token: string, now: Date) => Promise<LinkAccount | null>,
): Promise<ShownLink | null> {
  const link = await readMailedLink(page, searchParams)
  const account = link && (await find(link.token, new Date()))
  return link && account && { reference: link.reference, account }
}

/** The link a form was sent with. */
export function mailedLinkIn(page: LinkPage, formData: FormData): MailedLink | null {
  return openLink(page, readFields(formData).link)
}

/** For actions, where one link leads on to the page of another. @returns the path to go to */
export async function followMailedLink(page: LinkPage, token: string): Promise<string> {
  const reference = sealLinkReference(page, token)
  const jar = await cookies()
  jar.set(...cookieOf(page, reference))
  return pathTo(page, reference)
}

/** For actions, once a link has done its work; another tab's stays. */
export async function forgetMailedLink(page: LinkPage, { reference }: MailedLink): Promise<void> {
  const jar = await cookies()
  if (jar.get(linkCookieName())?.value === reference) jar.set(...cookieOf(page, null))
}

function openLink(page: LinkPage, reference: unknown): MailedLink | null {
  const token = openLinkReference(page, reference)
  return token === null ? null : { token, reference: String(reference) }
}

const pathTo = (page: LinkPage, reference: string) => `/${page}?link=${reference}`

function seeOther(path: string): NextResponse {
  const response = NextResponse.redirect(`${env().AUTH_URL}${path}`, SEE_OTHER)
  response.headers.set('Cache-Control', 'no-store')
  return response
}

function cookieOf(page: LinkPage, reference: string | null) {
  const maxAge = reference === null ? 0 : MAX_AGE_SECONDS[page]()
  return [linkCookieName(), reference ?? '', { ...cookieOptions(), maxAge }] as const
}
