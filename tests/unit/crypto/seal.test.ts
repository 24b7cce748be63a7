import { describe, expect, test } from 'vitest'
import { purposeKey } from '@/lib/crypto/purpose-key'
import { seal, unseal } from '@/lib/crypto/seal'

const OLD = 'old-secret-old-secret-old-secret-old'
const NEW = 'new-secret-new-secret-new-secret-new'

describe('seal', () => {
  test('a sealed text opens to the same text', () => {
    expect(unseal('outbox', seal('outbox', 'töken', [NEW]), [NEW])).toBe('töken')
  })

  test('sealing the same text twice gives different results', () => {
    expect(seal('outbox', 'token', [NEW])).not.toBe(seal('outbox', 'token', [NEW]))
  })

  test('an older secret in the list still opens what it sealed', () => {
    expect(unseal('outbox', seal('outbox', 'token', [OLD]), [NEW, OLD])).toBe('token')
  })

  test('a retired secret opens nothing', () => {
    expect(unseal('outbox', seal('outbox', 'token', [OLD]), [NEW])).toBeNull()
  })

  test('changing any single byte is detected', () => {
    const bytes = Buffer.from(seal('outbox', 'token', [NEW]), 'base64url')
    for (let at = 0; at < bytes.length; at++) {
      const altered = Buffer.from(bytes)
      altered[at] = (altered[at] ?? 0) ^ 1
      expect(unseal('outbox', altered.toString('base64url'), [NEW])).toBeNull()
    }
  })

  test.each(['', 'a', 'AAAA', '=', 'x'.repeat(10_000), '\u0000', '💥'])(
    'a value that was never sealed (%j) is null, not an exception',
    (text) => expect(unseal('outbox', text, [NEW])).toBeNull(),
  )
})

test('a purpose key is 256 bits and differs from its secret', () => {
  const key = purposeKey('outbox', [NEW])
  expect(key).toHaveLength(32)
  expect(key.toString('utf8')).not.toContain(NEW.slice(0, 8))
  expect(key).not.toEqual(purposeKey('outbox', [OLD]))
})
