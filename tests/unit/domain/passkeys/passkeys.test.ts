import { describe, expect, test } from 'vitest'
import { isCounterBehind } from '@/lib/domain/passkeys/counter'
import { nameOfNewPasskey, passkeyProvider } from '@/lib/domain/passkeys/providers'

test.each([
  [0, 0, false],
  [0, 1, false],
  [1, 2, false],
  [1, 1, true],
  [2, 1, true],
  [1, 0, true],
])('a counter of %i, and then %i: a copy is %s', (stored, received, isBehind) => {
  expect(isCounterBehind(stored, received)).toBe(isBehind)
})

describe('a new passkey', () => {
  test('is named by a known provider, in any letter case', () => {
    const aaguid = 'D548826E-79B4-DB40-A3D8-11116F7E8349'
    expect(nameOfNewPasskey(aaguid, 'Chrome on Linux')).toBe('Bitwarden')
  })

  test('has the next free number where its name is taken', () => {
    const name = (...taken: string[]) => nameOfNewPasskey('', 'Chrome on Linux', taken)
    expect(name('Blue key')).toBe('Chrome on Linux')
    expect(name('Chrome on Linux')).toBe('Chrome on Linux 2')
    expect(name('Chrome on Linux 2', 'Chrome on Linux', 'Chrome on Linux 4')).toBe(
      'Chrome on Linux 3',
    )
    expect(name('Chrome on Linux 2')).toBe('Chrome on Linux')
  })

  test('is named after the browser otherwise', () => {
    for (const aaguid of ['00000000-0000-0000-0000-000000000000', 'constructor', '']) {
      expect(passkeyProvider(aaguid)).toBeNull()
      expect(nameOfNewPasskey(aaguid, 'Chrome on Linux')).toBe('Chrome on Linux')
    }
  })
})
