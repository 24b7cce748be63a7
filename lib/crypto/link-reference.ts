import { isTokenShaped } from './random-token'
import { seal, unseal } from './seal'

/** Pages that mailed links lead to, each with `?token=`. */
export const LINK_PAGES = ['verify-email', 'reset-password', 'undo-email', 'not-me'] as const
export type LinkPage = (typeof LINK_PAGES)[number]

/**
 * What stands for a mailed token once it has left the address bar: in the form that acts on it, and
 * in the cookie on the way there. It is good for its own page alone, and for as long as the token is.
 */
export function sealLinkReference(page: LinkPage, token: string): string {
  return seal('link', `${page}.${token}`)
}

/** @returns the token; null when the reference was altered, is not ours, or is another page's */
export function openLinkReference(page: LinkPage, reference: unknown): string | null {
  const text = typeof reference === 'string' ? unseal('link', reference) : null
  const prefix = `${page}.`
  const token = text?.startsWith(prefix) ? text.slice(prefix.length) : null
  return isTokenShaped(token) ? token : null
}
