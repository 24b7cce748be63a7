import { DEFAULT_PATH } from './redirects'

/** The same response to every request for a link, whether or not there is an account. */
export const LINK_REQUESTED = 'If that address has an account, we have sent a link.'

/** The same response for every new address, taken or not. */
export const PASSWORD_LINK_SENT = 'Check your email: we sent you a link to set a password.'

export const EMAIL_CHANGE_REQUESTED =
  'We’ve sent an email to the new address. Nothing changes until you confirm it there.'

/** After a sign-in, in one step or two. @param path where it leads, on this site */
export function signedInNotice(path: string): string {
  const [pathname] = path.split(/[?#]/)
  const where = pathname === DEFAULT_PATH ? 'Sending you to the dashboard…' : 'Taking you there…'
  return `Successfully signed in! ${where}`
}

/** Messages that a page shows after a redirect from another page: `?notice=`. */
const PAGE_NOTICES = {
  'email-confirmed': 'Email confirmed. Sign in to get started.',
  'email-changed': 'Email changed. Use the new one to sign in from now on.',
  'email-change-cancelled': 'The change was canceled. Your email stays the same.',
  'image-removed': 'Your photo was removed.',
  'passkey-removed': 'Passkey removed. Every other device was signed out.',
  'passkey-gone': 'That passkey was removed in the meantime. The list below is up to date.',
  'two-factor-off': 'Two-factor is off. Every other device was signed out.',
  'account-secured':
    'Every device was signed out and your old password no longer works. Passkeys added lately no longer work either. We’ve emailed you a link to set a new one.',
  'password-reset': 'You were signed out everywhere. Sign in with your new password.',
  'account-deleted': 'Your account and its personal data were deleted.',
  'signed-out-everywhere': 'You were signed out everywhere.',
} as const

export type PageNotice = keyof typeof PAGE_NOTICES

export function signInPathWith(notice: PageNotice): string {
  return `/sign-in?notice=${notice}`
}

/** @param value from the query, so untrusted */
export function pageNotice(value: unknown): string | undefined {
  return isPageNotice(value) ? PAGE_NOTICES[value] : undefined
}

function isPageNotice(value: unknown): value is PageNotice {
  return typeof value === 'string' && Object.hasOwn(PAGE_NOTICES, value)
}
