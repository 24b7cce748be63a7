/** What decides whether a user may be signed in. */
export type Account = {
  email: string
  emailVerifiedAt: Date | null
  disabledAt: Date | null
}

export type AccountRules = {
  requireEmailVerification: boolean
  /** Lower case; empty allows all. */
  allowedEmailDomains: readonly string[]
}

export type AccountRefusal = 'account_disabled' | 'email_domain_refused' | 'email_not_verified'

/**
 * The one rule about who may be signed in. Everything that opens or honours a session asks it.
 *
 * Disabled comes first and unverified last: that answer mails a link, which a disabled account or a
 * refused domain must not cause.
 *
 * @returns null when nothing stands against it
 */
export function judgeAccount(
  account: Account,
  rules: AccountRules,
  now: Date,
): AccountRefusal | null {
  if (account.disabledAt !== null && account.disabledAt <= now) return 'account_disabled'
  if (!isEmailDomainAllowed(account.email, rules.allowedEmailDomains)) return 'email_domain_refused'
  if (rules.requireEmailVerification && account.emailVerifiedAt === null) {
    return 'email_not_verified'
  }
  return null
}

/**
 * @param email normalised
 * @param allowed exact domains, subdomains not included; empty allows all
 */
export function isEmailDomainAllowed(email: string, allowed: readonly string[]): boolean {
  return allowed.length === 0 || allowed.includes(email.slice(email.lastIndexOf('@') + 1))
}
