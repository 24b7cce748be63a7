import { Secret, TOTP } from 'otpauth'
import { encodeSecret, matchingStep, TOTP_SECRET_BYTES } from '@/lib/domain/two-factor/totp'

/** A new secret, as an app reads it from the QR code. */
export function newAppSecret(): string {
  return encodeSecret(crypto.getRandomValues(new Uint8Array(TOTP_SECRET_BYTES)))
}

/** What the owner's app shows. */
export function codeShown(secret: string, now: Date): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: now.getTime() })
}

/** A guess that is certainly wrong. */
export function wrongCode(secret: string, now: Date): string {
  const guesses = ['000000', '111111', '222222', '333333']
  return guesses.find((guess) => matchingStep(secret, guess, now) === null) ?? ''
}
