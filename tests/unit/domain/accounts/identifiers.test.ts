import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  isUuid,
  normaliseEmail,
  normaliseIdentifier,
  normaliseName,
  normaliseUsername,
  shownEmail,
  USERNAME_MAX,
  USERNAME_MIN,
} from '@/lib/domain/accounts/identifiers'
import { anyText } from '../any-text'

describe('an email is normalized:', () => {
  test.each([
    ['ada@example.com', 'ada@example.com'],
    ['Ada@Example.COM', 'ada@example.com'],
    ['  ada@example.com\n', 'ada@example.com'],
    ['\ufeffada@example.com\u00a0', 'ada@example.com'],
    ['ada+tag@mail.example.co.uk', 'ada+tag@mail.example.co.uk'],
    ["o'brien@example.com", "o'brien@example.com"],
    ['a@xn--bcher-kva.example', 'a@xn--bcher-kva.example'],
    ['info@münchen-test.de', 'info@xn--mnchen-test-thb.de'],
    ['Info@MÜNCHEN-test.DE', 'info@xn--mnchen-test-thb.de'],
    ['info@mu\u0308nchen-test.de', 'info@xn--mnchen-test-thb.de'],
    ['ada@例え.テスト', 'ada@xn--r8jz45g.xn--zckzah'],
    ['ada@straße.example', 'ada@xn--strae-oqa.example'],
    ['ada@example.com\u200b', 'ada@example.com'],
    ['\u202aada@example.com\u202c', 'ada@example.com'],
    ['\u2068ada@example.com\u2069\u00ad', 'ada@example.com'],
    ['ada.king.lovelace@a.b.example', 'ada.king.lovelace@a.b.example'],
    ['a@example.x1', 'a@example.x1'],
    ['a@example.1x', 'a@example.1x'],
    ['a@12.example', 'a@12.example'],
    ['a@b.12.example', 'a@b.12.example'],
    [`${'a'.repeat(64)}@example.com`, `${'a'.repeat(64)}@example.com`],
  ])('%j becomes %j', (typed, stored) => {
    expect(normaliseEmail(typed)).toBe(stored)
  })

  const longDomain = Array.from({ length: 4 }, () => 'd'.repeat(50)).join('.')

  test('254 characters are accepted, 255 are not', () => {
    const local = 'a'.repeat(254 - '@.com'.length - longDomain.length)
    expect(normaliseEmail(`${local}@${longDomain}.com`)).toHaveLength(254)
    expect(normaliseEmail(`${local}a@${longDomain}.com`)).toBeNull()
  })
})

describe('not a valid email:', () => {
  test.each([
    ['nothing', ''],
    ['blanks', '   '],
    ['no at', 'ada.example.com'],
    ['two ats', 'ada@evil.example@example.com'],
    ['a full-width at', 'ada＠example.com'],
    ['a small at', 'ada﹫example.com'],
    ['two ats, one full-width', 'ada＠evil.example@example.com'],
    ['a Kelvin sign, which lower-cases to k', '\u212Aate@example.com'],
    ['a dotted capital I, which lower-cases to two characters', 'İ@example.com'],
    ['a Kelvin sign further on', 'ada@example.blo\u212A'],
    ['a number for a last label, after others', 'ada@b.example.1'],
    ['a long s, which NFKC turns into s', 'ad\u017F@example.com'],
    ['a ligature that NFKC expands', 'ﬁ@example.com'],
    ['an ideographic full stop', 'ada@example。com'],
    ['an accent', 'josé@example.com'],
    ['a Cyrillic a', '\u0430da@example.com'],
    ['a full-width domain', 'ada@ｅxample.com'],
    ['a domain with a ligature', 'ada@ﬁsh.example'],
    ['a zero-width joiner in the domain', 'ada@exa\u200dmple.com'],
    ['a slash behind an accent', 'ada@é/x.example'],
    ['a port behind an accent', 'ada@é.example:80'],
    ['an at behind an accent, full-width', 'ada@é.example＠example.com'],
    ['an accent that stands alone', 'ada@\u0301.example'],
    ['double quotes', '"ada"@example.com'],
    ['a backtick', 'a`da@example.com'],
    ['a blank', 'ada lovelace@example.com'],
    ['NUL', 'ada\0@example.com'],
    ['a line break', 'ada@example.com\nbcc: eve@example.com'],
    ['a zero-width space', 'ada\u200b@example.com'],
    ['a lone surrogate', 'ada\ud800@example.com'],
    ['angle brackets', '<ada@example.com>'],
    ['a comma', 'ada,eve@example.com'],
    ['a comment', 'ada(x)@example.com'],
    ['no local part', '@example.com'],
    ['no domain', 'ada@'],
    ['a dot in front', '.ada@example.com'],
    ['a dot behind', 'ada.@example.com'],
    ['two dots', 'a..da@example.com'],
    ['65 characters in front of the at', `${'a'.repeat(65)}@example.com`],
    ['a host without a dot', 'ada@localhost'],
    ['an IP address', 'ada@127.0.0.1'],
    ['an address that ends in a number', 'ada@example.123'],
    ['an IP literal', 'ada@[127.0.0.1]'],
    ['a hyphen at the edge of a label', 'ada@-example.com'],
    ['a label of 64 characters', `ada@${'d'.repeat(64)}.com`],
    ['a root dot', 'ada@example.com.'],
    ['an underscore in the domain', 'ada@exa_mple.com'],
  ])('%s', (_what, typed) => {
    expect(normaliseEmail(typed)).toBeNull()
  })

  test('a megabyte of text', () => {
    expect(normaliseEmail(`${'a'.repeat(1_000_000)}@example.com`)).toBeNull()
  })
})

describe('an email as shown to people', () => {
  test.each([
    ['ada@example.com', 'ada@example.com'],
    ['info@xn--mnchen-test-thb.de', 'info@münchen-test.de'],
    ['ada@xn--r8jz45g.xn--zckzah', 'ada@例え.テスト'],
    // Latin and Cyrillic in one label: a lookalike domain.
    ['ada@xn--pple-43d.com', 'ada@xn--pple-43d.com'],
    // Letters that would not be stored this way, and an invalid label.
    ['ada@xn--example-.com', 'ada@xn--example-.com'],
    ['ada@xn--a.com', 'ada@xn--a.com'],
    ['', ''],
  ])('%j is shown as %j', (stored, shown) => {
    expect(shownEmail(stored)).toBe(shown)
  })

  test('normalizes back to the stored email', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[äöüéñça-z]{2,20}$/), (label) => {
        const stored = normaliseEmail(`ada@${label}.example`)
        expect(stored).not.toBeNull()
        expect(shownEmail(stored ?? '')).toBe(`ada@${label}.example`)
      }),
    )
  })
})

describe('a username is normalized:', () => {
  test.each([
    ['ada', 'ada'],
    ['Ada_Lovelace-1815', 'ada_lovelace-1815'],
    [' ADA ', 'ada'],
    ['ada\u200b', 'ada'],
    ['---', '---'],
    ['a'.repeat(30), 'a'.repeat(30)],
  ])('%j becomes %j', (typed, stored) => {
    expect(normaliseUsername(typed)).toBe(stored)
  })

  test.each([
    ['two characters', 'ad'],
    ['31 characters', 'a'.repeat(31)],
    ['an at', 'ada@x'],
    ['a dot', 'ada.l'],
    ['a blank', 'ada l'],
    ['an accent', 'adä'],
    ['a Kelvin sign', '\u212Aate'],
    ['full-width letters', 'ａｄａ'],
    ['NUL', 'ada\0'],
    ['a lone surrogate', 'ada\udfff'],
    ['__proto__ with an accent', '__proto\u0301__'],
  ])('a username cannot be %s', (_what, typed) => {
    expect(normaliseUsername(typed)).toBeNull()
  })
})

describe('a sign-in identifier', () => {
  test('is an email if it contains an @, otherwise a username', () => {
    expect(normaliseIdentifier(' ADA@example.com')).toBe('ada@example.com')
    expect(normaliseIdentifier('ADA')).toBe('ada')
    expect(normaliseIdentifier(' @Ada ')).toBe('ada')
    expect(normaliseIdentifier('@ada\u200b')).toBe('ada')
    expect(normaliseIdentifier('@@ada')).toBeNull()
    expect(normaliseIdentifier('@ada@example.com')).toBeNull()
    expect(normaliseIdentifier('info@münchen-test.de')).toBe('info@xn--mnchen-test-thb.de')
    expect(normaliseIdentifier('ada@')).toBeNull()
    expect(normaliseIdentifier('')).toBeNull()
  })

  test('normalizes to stable ASCII, independent of letter case', () => {
    const typed = fc.oneof(
      fc.emailAddress(),
      anyText(20),
      fc.stringMatching(new RegExp(`^[A-Za-z0-9_-]{${USERNAME_MIN},${USERNAME_MAX}}$`)),
    )
    fc.assert(
      fc.property(typed, (text) => {
        const identifier = normaliseIdentifier(text)
        if (identifier === null) return
        expect(identifier).toMatch(/^[!-~]{3,254}$/)
        expect(identifier.split('@').length).toBeLessThanOrEqual(2)
        expect(normaliseIdentifier(identifier)).toBe(identifier)
        expect(normaliseIdentifier(` ${identifier.toUpperCase()} `)).toBe(identifier)
      }),
      { numRuns: 1000 },
    )
  })
})

describe('a display name', () => {
  test.each([
    ['  Ada Lovelace ', 'Ada Lovelace'],
    ['李', '李'],
    ['Jose\u0301', 'José'],
    ['مريم', 'مريم'],
    ['👩‍🚀', '👩‍🚀'],
    ["<b>O'Brien & Sons</b>", "<b>O'Brien & Sons</b>"],
    ['😀'.repeat(80), '😀'.repeat(80)],
    [` ${'a\u0301'.repeat(80)} `, 'á'.repeat(80)],
  ])('%j becomes %j', (typed, stored) => {
    expect(normaliseName(typed)).toBe(stored)
  })

  test.each([
    ['empty', ''],
    ['blanks', ' \u3000 '],
    ['81 code points', '😀'.repeat(81)],
    ['a line break', 'Ada\nLovelace'],
    ['NUL', 'Ada\0'],
    ['an escape sequence', '\u001b[31mAda'],
    ['a line separator', 'Ada\u2028Lovelace'],
    ['a right-to-left override', 'Ada\u202egnp.exe'],
    ['an isolate', 'Ada\u2066Lovelace'],
    ['nothing to see', '\u200b\u200d'],
    ['a lone surrogate', 'Ada\ud83d'],
    ['a megabyte', 'a'.repeat(1_000_000)],
  ])('cannot be %s', (_what, typed) => {
    expect(normaliseName(typed)).toBeNull()
  })
})

describe('a long display name', () => {
  test('is read up to 1000 UTF-16 units, so that surrounding spaces do not truncate it', () => {
    expect(normaliseName(`Ada${' '.repeat(997)}`)).toBe('Ada')
    expect(normaliseName(`Ada${' '.repeat(998)}`)).toBeNull()
  })
})

test.each([
  ['018f4e9e-7a3c-7b1d-9c2e-5f6a7b8c9d0e', true],
  ['018F4E9E-7A3C-7B1D-9C2E-5F6A7B8C9D0E', false],
  ['x018f4e9e-7a3c-7b1d-9c2e-5f6a7b8c9d0e', false],
  ['018f4e9e-7a3c-7b1d-9c2e-5f6a7b8c9d0e0', false],
  ['018f4e9e-7a3c-7b1d-9c2e-5f6a7b8c9d0', false],
  ['18f4e9e-7a3c-7b1d-9c2e-5f6a7b8c9d0e', false],
  ['018f4e9e-7a3c-9c2e-5f6a7b8c9d0e', false],
  ['018f4e9e-7-7-7-5f6a7b8c9d0e', false],
  ['018f4e9e7a3c7b1d9c2e5f6a7b8c9d0e', false],
  ['018f4e9g-7a3c-7b1d-9c2e-5f6a7b8c9d0e', false],
  ['', false],
])('%s has the form of a user id: %s', (text, isId) => {
  expect(isUuid(text)).toBe(isId)
})
