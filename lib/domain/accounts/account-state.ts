export type Disablement = {
  /** Set while the account is disabled, whatever the time: servers' clocks differ. */
  disabledAt: Date | null
  /** Its end, from which on the account counts as enabled; null while nobody has set one. */
  disabledUntil: Date | null
}

/** What determines whether a user may be signed in. */
export type Account = Disablement & {
  email: string
  emailVerifiedAt: Date | null
}

export type AccountRules = {
  requireEmailVerification: boolean
  /** Lower case; empty allows all. */
  allowedEmailDomains: readonly string[]
}

export type AccountRefusal = 'account_disabled' | 'email_domain_refused' | 'email_not_verified'

/**
 * The only rule for who may be signed in. Everything that opens or accepts a session checks it.
 *
 * Disabled comes first and unverified last, because the latter mails a link, which must not happen for
 * a disabled account or a refused domain.
 *
 * @returns null when the user may be signed in
 */
export function judgeAccount(
  account: Account,
  rules: AccountRules,
  now: Date,
): AccountRefusal | null {
  if (isDisabled(account, now)) return 'account_disabled'
  if (!isEmailDomainAllowed(account.email, rules.allowedEmailDomains)) return 'email_domain_refused'
  if (rules.requireEmailVerification && account.emailVerifiedAt === null) {
    return 'email_not_verified'
  }
  return null
}

/** Nobody has to clear a disablement whose end has come: from that moment on it is none. */
export function isDisabled({ disabledAt, disabledUntil }: Disablement, now: Date): boolean {
  if (disabledAt === null) return false
  return disabledUntil === null || disabledUntil > now
}

/**
 * @param email normalised
 * @param allowed exact domains, subdomains not included; empty allows all
 */
export function isEmailDomainAllowed(email: string, allowed: readonly string[]): boolean {
  return allowed.length === 0 || allowed.includes(email.slice(email.lastIndexOf('@') + 1))
}
