import { expect, test } from 'vitest'
import { purposeKey, type KeyPurpose } from '@/lib/crypto/purpose-key'
import { seal, unseal } from '@/lib/crypto/seal'

const SECRET = 'one-secret-for-all-purposes-of-latchkey'

/** The compiler reports a purpose that is not listed. */
const PURPOSES = Object.keys({
  outbox: true,
  'attempt-counter': true,
  device: true,
  'audit-seal': true,
  draft: true,
  flow: true,
  link: true,
  'two-factor': true,
  'two-factor-step': true,
  'two-factor-setup': true,
  'passkey-challenge': true,
  'session-binding': true,
} satisfies Record<KeyPurpose, true>) as KeyPurpose[]

test('every purpose derives its own key from the one secret', () => {
  const keys = PURPOSES.map((purpose) => purposeKey(purpose, [SECRET]).toString('hex'))
  expect(new Set(keys).size).toBe(PURPOSES.length)
})

test('a value sealed for one purpose does not open for another', () => {
  for (const sealedFor of PURPOSES) {
    const sealed = seal(sealedFor, 'text', [SECRET])
    for (const openedFor of PURPOSES) {
      const opened = unseal(openedFor, sealed, [SECRET])
      expect(opened, `${sealedFor} as ${openedFor}`).toBe(sealedFor === openedFor ? 'text' : null)
    }
  }
})
