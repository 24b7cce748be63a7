/**
 * Whether a password was given recently enough for what must not be done with a borrowed session.
 *
 * @param provedAt when it was given: at sign-in, or on the page that asks for it again
 * @param recentMs how long a proof counts as recent
 * @see OWASP ASVS 5.0, 7.5.1
 */
export function isProofRecent(provedAt: Date, now: Date, recentMs: number): boolean {
  return now.getTime() - provedAt.getTime() < recentMs
}
