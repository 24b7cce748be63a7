/**
 * Whether the password was confirmed recently enough for actions that a hijacked session must not
 * allow.
 *
 * @param provedAt when it was confirmed: at sign-in, or on the page that asks for it again
 * @param recentMs how long a proof counts as recent
 * @see OWASP ASVS 5.0, 7.5.1
 */
export function isProofRecent(provedAt: Date, now: Date, recentMs: number): boolean {
  return now.getTime() - provedAt.getTime() < recentMs
}
