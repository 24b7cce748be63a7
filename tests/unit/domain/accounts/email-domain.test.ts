import { domainToASCII, domainToUnicode } from 'node:url'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { asciiDomain, shownDomain } from '@/lib/domain/accounts/email-domain'

/** Letters of one script that are stored as themselves. */
const letters = fc
  .constantFrom('abcdez019äöüßéñçøå', 'абвгдяжщ', 'αβγδωλπ', '例え本語한국어')
  .chain((script) =>
    fc
      .array(fc.constantFrom(...script), { minLength: 1, maxLength: 15 })
      .map((all) => all.join('')),
  )

test('a domain is stored as Node writes it, and shown as Node reads it', () => {
  fc.assert(
    fc.property(letters, (label) => {
      const ascii = domainToASCII(label)
      fc.pre(ascii.startsWith('xn--') && ascii.length <= 63)
      expect(asciiDomain(label)).toBe(ascii)
      expect(shownDomain(`${ascii}.example`)).toBe(`${domainToUnicode(ascii)}.example`)
    }),
    { numRuns: 1000 },
  )
})

test('a domain is read the same however often', () => {
  // Short enough that V8 keeps it in one piece.
  const read = Array.from({ length: 20_000 }, () => asciiDomain('ü.de'))
  expect(new Set(read)).toEqual(new Set(['xn--tda.de']))
})

test('what is no encoded label is shown as it is', () => {
  for (const label of ['', 'münchen', 'example', 'xn--\u00e9', 'xn--99999999', 'xn--a b']) {
    expect(shownDomain(label)).toBe(label)
  }
  fc.assert(
    fc.property(fc.string({ maxLength: 80 }), (text) => {
      expect(() => shownDomain(`xn--${text}`)).not.toThrow()
    }),
  )
})
