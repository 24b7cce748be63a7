/** Who may open a page. The middleware uses this to redirect early; the page's own guard decides. */
export type Audience = 'everyone' | 'signed-out' | 'signed-in'

const SIGNED_IN = [
  // Each with all below it.
  '/dashboard',
  '/account',
  '/confirm-password',
  '/admin', // optional part: admin
] as const
const SIGNED_OUT = ['/sign-in', '/sign-up'] as const

/** @param pathname as routed, without query */
export function audienceOf(pathname: string): Audience {
  if (SIGNED_IN.some((prefix) => pathname === prefix || pathname.startsWith(`${prefix}/`))) {
    return 'signed-in'
  }
  return SIGNED_OUT.some((path) => pathname === path) ? 'signed-out' : 'everyone'
}
