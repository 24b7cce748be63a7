/** What a passkey is asked for. An answer to one is no answer to another. */
const PASSKEY_PURPOSES = ['sign-in', 'second-step', 'proof', 'registration', 'upgrade'] as const
export type PasskeyPurpose = (typeof PASSKEY_PURPOSES)[number]

/**
 * To add a passkey: asked for by its owner, or offered after a sign-in with a password, where the browser
 * makes one without asking.
 */
export type NewPasskeyPurpose = Extract<PasskeyPurpose, 'registration' | 'upgrade'>

export function isPasskeyPurpose(value: unknown): value is PasskeyPurpose {
  return PASSKEY_PURPOSES.some((one) => one === value)
}
