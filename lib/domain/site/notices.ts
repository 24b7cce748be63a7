/** The one answer to everybody who asks for a link, whether or not there is an account. */
export const LINK_REQUESTED = 'If that address has an account, we have sent a link.'

/** The one answer to everybody who names a new address, whoever has it. */
export const EMAIL_CHANGE_REQUESTED =
  'We have sent a mail to the new address. Nothing changes until you confirm it there.'

/** What a page says to somebody another page has sent there: `?notice=`. */
const ARRIVALS = {
  'email-confirmed': 'Your email is confirmed. Sign in to begin.',
  'email-changed': 'The new email is confirmed. From now on it is the one to sign in with.',
  'image-removed': 'Your image is removed.',
  'account-secured':
    'Every device is signed out, and the old password no longer works. We have mailed you a link for a new one.',
  'password-reset': 'Every device was signed out. Sign in with your new password.',
  'account-deleted': 'Your account is deleted, and everything personal with it.',
  'signed-out-everywhere': 'You are signed out on every device.',
} as const

export type Arrival = keyof typeof ARRIVALS

export function signInPathWith(notice: Arrival): string {
  return `/sign-in?notice=${notice}`
}

/** @param value from the address, so from anywhere */
export function arrivalNotice(value: unknown): string | undefined {
  return isArrival(value) ? ARRIVALS[value] : undefined
}

function isArrival(value: unknown): value is Arrival {
  return typeof value === 'string' && Object.hasOwn(ARRIVALS, value)
}
