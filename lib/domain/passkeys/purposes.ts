/** What a passkey is asked for. An answer to one is no answer to another. */
const PASSKEY_PURPOSES = ['sign-in', 'second-step', 'proof', 'registration'] as const
export type PasskeyPurpose = (typeof PASSKEY_PURPOSES)[number]

export function isPasskeyPurpose(value: unknown): value is PasskeyPurpose {
  return PASSKEY_PURPOSES.some((one) => one === value)
}
