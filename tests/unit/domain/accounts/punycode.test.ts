import { domainToASCII, domainToUnicode } from 'node:url'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { asciiDomain } from '@/lib/domain/accounts/email-domain'
import { unicodeLabel } from '@/lib/domain/accounts/punycode'

/** Letters that are stored as themselves. */
const letters = fc
  .array(fc.constantFrom(...'abcdez019äöüßéñçøåабвгдяαβγδω例え本語한국어'), {
    minLength: 1,
    maxLength: 15,
  })
  .map((all) => all.join(''))

test('reads what Node wrote, as Node does', () => {
  fc.assert(
    fc.property(letters, (label) => {
      const ascii = domainToASCII(label)
      fc.pre(ascii.startsWith('xn--') && ascii.length <= 63)
      expect(unicodeLabel(ascii)).toBe(domainToUnicode(ascii))
      expect(asciiDomain(label)).toBe(ascii)
    }),
    { numRuns: 1000 },
  )
})

test('reads nothing into a label that is none, whatever stands in it', () => {
  for (const label of ['', 'münchen', 'example', 'xn--\u00e9', 'xn--99999999', 'xn--a b']) {
    expect(unicodeLabel(label)).toBeNull()
  }
  fc.assert(
    fc.property(fc.string(), (text) => {
      const read = unicodeLabel(`xn--${text}`)
      expect(read === null || typeof read === 'string').toBe(true)
    }),
  )
})
