import { expect, test } from 'vitest'
import { purposeKey, type KeyPurpose } from '@/lib/crypto/purpose-key'
import { seal, unseal } from '@/lib/crypto/seal'

const SECRET = 'one-secret-for-all-purposes-of-latchkey'

/** The compiler misses a purpose that is not listed. */
const PURPOSES = Object.keys({
  outbox: true,
  'attempt-counter': true,
  device: true,
  'audit-seal': true,
  draft: true,
  flow: true,
  link: true,
} satisfies Record<KeyPurpose, true>) as KeyPurpose[]

test('each purpose has a key of its own, from the one secret', () => {
  const keys = PURPOSES.map((purpose) => purposeKey(purpose, [SECRET]).toString('hex'))
  expect(new Set(keys).size).toBe(PURPOSES.length)
})

test('what is sealed for one purpose opens for no other', () => {
  for (const sealedFor of PURPOSES) {
    const sealed = seal(sealedFor, 'text', [SECRET])
    for (const openedFor of PURPOSES) {
      const opened = unseal(openedFor, sealed, [SECRET])
      expect(opened, `${sealedFor} as ${openedFor}`).toBe(sealedFor === openedFor ? 'text' : null)
    }
  }
})
