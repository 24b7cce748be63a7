import { product } from '@/lib/product'

/**
 * Usernames that cannot be chosen, because they suggest the product or its staff, or match a path of
 * the site.
 *
 * @see RFC 2142 for the mailbox names
 */
const RESERVED = new Set([
  ...['abuse', 'hostmaster', 'info', 'mailer-daemon', 'noc', 'postmaster', 'security', 'webmaster'],
  ...['admin', 'administrator', 'mod', 'moderator', 'official', 'operator', 'owner', 'root'],
  ...['staff', 'sudo', 'superuser', 'support', 'sysadmin', 'system', 'team'],
  ...[product.slug, product.slug.replaceAll('-', '')],
  ...['billing', 'contact', 'help', 'no-reply', 'noreply', 'privacy', 'legal', 'www', 'mail'],
  ...['account', 'accounts', 'api', 'app', 'auth', 'dashboard', 'inspector', 'login', 'logout'],
  ...['mailbox', 'password', 'register', 'session', 'sessions', 'settings', 'sign-in', 'sign-out'],
  ...['sign-up', 'signin', 'signout', 'signup', 'verify', 'verify-email', 'reset-password'],
  ...['anonymous', 'everyone', 'guest', 'me', 'nobody', 'null', 'undefined', 'unknown', 'you'],
])

/** @param username normalised */
export function isReservedUsername(username: string): boolean {
  return RESERVED.has(username)
}
