import { HOTP, Secret, TOTP } from 'otpauth'
import { MS_PER_SECOND } from '@/lib/domain/time'

/*
 * Codes of authenticator apps: six digits, a new one every 30 seconds, HMAC-SHA-1, which is what every
 * app understands. See RFC 6238.
 */

const TOTP_DIGITS = 6
const TOTP_PERIOD_SECONDS = 30

/** RFC 6238, 5.2: one step of tolerance, for clocks that differ and codes typed slowly. */
const TOLERATED_STEPS = 1

/** The 160 bits RFC 4226, section 4, recommends. */
export const TOTP_SECRET_BYTES = 20

const GROUP = /.{1,4}/g

/** The secret as apps take it: base32, without padding. */
export function encodeSecret(bytes: Uint8Array): string {
  return new Secret({ buffer: Uint8Array.from(bytes).buffer }).base32
}

/** The secret in groups of four, for typing. */
export function groupedSecret(base32: string): string {
  return base32.match(GROUP)?.join(' ') ?? ''
}

/** The number of the 30 seconds that a moment lies in, counted from 1970. */
export function totpStep(now: Date): number {
  return Math.floor(now.getTime() / MS_PER_SECOND / TOTP_PERIOD_SECONDS)
}

/**
 * The step whose code this is: the current one, or the one before or after it.
 *
 * @param code six digits
 * @returns null when it is the code of none of them
 */
export function matchingStep(base32: string, code: string, now: Date): number | null {
  if (!isTotpCode(code)) return null
  const counter = totpStep(now)
  const delta = HOTP.validate({
    token: code,
    secret: Secret.fromBase32(base32),
    digits: TOTP_DIGITS,
    counter,
    window: TOLERATED_STEPS,
  })
  return delta === null ? null : counter + delta
}

export function isTotpCode(text: string): boolean {
  return /^\d{6}$/.test(text)
}

/** The address an app reads from the QR code, and a phone opens. */
export function otpauthUri(base32: string, names: { issuer: string; account: string }): string {
  return new TOTP({
    issuer: names.issuer,
    label: names.account,
    secret: Secret.fromBase32(base32),
    digits: TOTP_DIGITS,
    period: TOTP_PERIOD_SECONDS,
  }).toString()
}
