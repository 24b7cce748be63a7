import { Secret, TOTP } from 'otpauth'
import { describe, expect, test } from 'vitest'
import {
  encodeSecret,
  groupedSecret,
  matchingStep,
  otpauthUri,
  totpStep,
} from '@/lib/domain/two-factor/totp'

const at = (seconds: number) => new Date(seconds * 1000)

/** The secret of both documents. */
const SECRET = encodeSecret(Buffer.from('12345678901234567890'))

const isRight = (code: string, seconds: number) =>
  matchingStep(SECRET, code, at(seconds)) === totpStep(at(seconds))

describe('the vectors of', () => {
  // RFC 6238, appendix B, SHA-1. Its codes have eight digits, of which the last six are ours.
  test.each([
    [59, '94287082'],
    [1_111_111_109, '07081804'],
    [1_111_111_111, '14050471'],
    [1_234_567_890, '89005924'],
    [2_000_000_000, '69279037'],
    [20_000_000_000, '65353130'],
  ])('RFC 6238 at %i s', (seconds, code) => {
    expect(isRight(code.slice(-6), seconds)).toBe(true)
  })

  // RFC 4226, appendix D: the counter is the number of the 30 seconds.
  test('RFC 4226, from counter 0 on', () => {
    const codes = [
      ...['755224', '287082', '359152', '969429', '338314'],
      ...['254676', '287922', '162583', '399871', '520489'],
    ]
    for (const [counter, code] of codes.entries()) {
      expect(isRight(code, counter * 30), String(counter)).toBe(true)
    }
  })
})

describe('a clock that is off', () => {
  const NOON = Date.parse('2026-03-01T12:00:00Z') / 1000
  const codes = new Map<number, string>()
  for (let step = -4; step <= 4; step += 1) codes.set(step, codeAt(NOON + step * 30))

  test.each([
    // Seconds it is ahead; whether its code is accepted at the start and at the end of a step.
    [29, true, true],
    [-29, true, true],
    [31, true, false],
    [-31, false, true],
    [61, false, false],
    [-61, false, false],
  ])('by %i s', (ahead, atStart, atEnd) => {
    expect(isAccepted(NOON, ahead)).toBe(atStart)
    expect(isAccepted(NOON + 29, ahead)).toBe(atEnd)
  })

  function isAccepted(now: number, ahead: number): boolean {
    const code = codes.get(Math.floor((now + ahead - NOON) / 30)) ?? ''
    return matchingStep(SECRET, code, at(now)) !== null
  }
})

/** As an app computes it. */
function codeAt(seconds: number): string {
  return new TOTP({ secret: Secret.fromBase32(SECRET) }).generate({ timestamp: seconds * 1000 })
}

test('what is not six digits is no code', () => {
  for (const text of ['', '12345', '1234567', '12 456', 'abcdef', '１２３４５６', '-12345']) {
    expect(matchingStep(SECRET, text, at(59))).toBeNull()
  }
})

test('an app reads issuer, account and secret', () => {
  const uri = new URL(otpauthUri(SECRET, { issuer: 'Latchkey', account: 'ada@example.com' }))
  expect(uri.protocol).toBe('otpauth:')
  expect(decodeURIComponent(uri.pathname)).toMatch(/Latchkey:ada@example\.com$/)
  expect(Object.fromEntries(uri.searchParams)).toEqual({
    ...{ issuer: 'Latchkey', secret: SECRET, algorithm: 'SHA1', digits: '6', period: '30' },
  })
  expect(groupedSecret(SECRET)).toBe('GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ')
})
