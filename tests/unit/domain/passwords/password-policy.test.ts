import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  PASSWORD_MAX,
  PASSWORD_MIN,
  isCheckablePassword,
  judgePassword,
  judgePasswordShape,
  normalisePassword,
} from '@/lib/domain/passwords/password-policy'
import { anyText } from '../any-text'
import { product } from '@/lib/product'

const NOBODY = {}
const ADA = {
  name: 'Ada King-Lovelace',
  username: 'ada_the-first',
  email: 'countess@analytical.example',
}

describe('length', () => {
  test.each([
    ['', 'password_length'],
    ['x'.repeat(PASSWORD_MIN - 1), 'password_length'],
    ['x'.repeat(PASSWORD_MIN), null],
    ['x'.repeat(PASSWORD_MAX), null],
    ['x'.repeat(PASSWORD_MAX + 1), 'password_too_long'],
    ['x'.repeat(1_000_000), 'password_too_long'],
    ['🔑'.repeat(PASSWORD_MIN - 1), 'password_length'],
    ['🔑'.repeat(PASSWORD_MIN), null],
    ['🔑'.repeat(PASSWORD_MAX), null],
    ['🔑'.repeat(PASSWORD_MAX + 1), 'password_too_long'],
  ])('counts code points: %#', (plain, expected) => {
    expect(judgePasswordShape(plain)).toBe(expected)
  })

  test('is counted after normalizing, so a typed accent is one character', () => {
    expect(judgePasswordShape('e\u0301'.repeat(PASSWORD_MIN - 1))).toBe('password_length')
    expect(judgePasswordShape('e\u0301'.repeat(PASSWORD_MIN))).toBeNull()
    expect(judgePasswordShape('\u1100\u1161\u11a8'.repeat(PASSWORD_MAX))).toBeNull()
  })

  test('is not evaluated beyond 1024 UTF-16 units', () => {
    const longest = 'x'.repeat(1024)
    expect(normalisePassword(longest)).toBe(longest)
    expect(normalisePassword(`${longest}x`)).toBeNull()
    expect(judgePasswordShape(`\0${longest.slice(1)}`)).toBe('password_characters')
    expect(judgePasswordShape(`\0${longest}`)).toBe('password_too_long')
  })

  test('every password that can be set can be checked', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 10, maxLength: 140 }), (plain) => {
        if (judgePasswordShape(plain) === null) expect(isCheckablePassword(plain)).toBe(true)
      }),
    )
    expect(isCheckablePassword('🔑'.repeat(PASSWORD_MAX))).toBe(true)
  })
})

describe('characters', () => {
  test.each([
    ['blanks at both ends', '  lantern ladder lagoon  '],
    ['only digits', '28394018273645'.padEnd(15, '7')],
    ['other scripts', 'пароль для маяка у лагуны'],
    ['a tab', 'lantern\tladder lagoon'],
  ])('%s are allowed', (_what, plain) => {
    expect(judgePassword(plain, NOBODY)).toBeNull()
  })

  test.each([
    ['half a surrogate pair', 'lantern ladder \ud83d lagoon'],
    ['the other half', 'lantern ladder \udd11 lagoon'],
    ['NUL', 'lantern ladder\0lagoon'],
  ])('%s is refused', (_what, plain) => {
    expect(judgePassword(plain, NOBODY)).toBe('password_characters')
    expect(isCheckablePassword(plain)).toBe(false)
    expect(normalisePassword(plain)).toBeNull()
  })

  test('every encoding of an accent is the same password', () => {
    expect(normalisePassword('cafe\u0301')).toBe(normalisePassword('caf\u00e9'))
  })

  test('compatibility characters stay distinct: NFC, not NFKC', () => {
    expect(normalisePassword('ﬁ')).not.toBe(normalisePassword('fi'))
  })
})

describe('personal words', () => {
  test.each([
    ['the name', 'ada king-lovelace 1843'],
    ['a part of the name', 'summer with lovelace'],
    ['in capitals', 'SUMMER WITH LOVELACE'],
    ['with accents', 'summer with lövelacé'],
    ['in full width', 'summer with ｌｏｖｅｌａｃｅ'],
    ['the username', 'xx ada_the-first xx'],
    ['a part of the username', 'always on the first page'],
    ['the local part of the email', 'countess in the tower'],
    ['the domain of the email', 'my analytical engines'],
    ['the whole email', 'countess@analytical.example'],
    ['the product', `my ${product.name} password`],
  ])('%s is refused', (_what, plain) => {
    expect(judgePassword(plain, ADA)).toBe('password_personal')
  })

  test.each([
    ['a part of three letters', 'canada in the autumn'],
    ["the email's top level", 'an example of weather'],
    ['somebody else', 'hopper and her moth'],
  ])('%s is allowed', (_what, plain) => {
    expect(judgePassword(plain, ADA)).toBeNull()
  })

  test('a name of four characters counts, one of two does not', () => {
    expect(judgePassword('灯台山田太郎梯子潟湖海岸線夏の終わり', { name: '山田太郎' })).toBe(
      'password_personal',
    )
    expect(judgePassword('灯台山田と梯子と潟湖と海岸線夏の終わり', { name: '山田' })).toBeNull()
  })

  test("every label of the email's domain counts except the last", () => {
    const email = 'ada@mail.harbour.example'
    expect(judgePassword('down by the harbour wall', { email })).toBe('password_personal')
    expect(judgePassword('down by the example wall', { email })).toBeNull()
  })

  test('short parts count together, ignoring the spaces around them', () => {
    expect(judgePassword('whosangli bosongs', { name: ' Li Bo ' })).toBe('password_personal')
    expect(judgePassword('whosanglibosongs again', { name: ' Li Bo ' })).toBeNull()
  })

  test('an empty context refuses only the product name', () => {
    expect(judgePassword('lantern ladder lagoon', { name: '', username: '', email: '' })).toBeNull()
  })

  test('length is checked first, so that answer does not depend on who asks', () => {
    expect(judgePassword('lovelace', ADA)).toBe('password_length')
  })
})

describe('a password checked at sign-in', () => {
  test('may be short, as another system may have allowed', () => {
    expect(isCheckablePassword('x')).toBe(true)
  })

  test.each([[''], ['x'.repeat(513)], ['🔑'.repeat(129)], ['x'.repeat(1_000_000)]])(
    'may be neither empty nor longer than 512 bytes: %#',
    (plain) => {
      expect(isCheckablePassword(plain)).toBe(false)
    },
  )
})

test('no input throws', () => {
  fc.assert(
    fc.property(
      anyText(200),
      fc.record({
        name: anyText(20),
        username: anyText(20),
        email: anyText(20),
      }),
      (plain, context) => {
        expect([
          null,
          'password_length',
          'password_too_long',
          'password_characters',
          'password_personal',
        ]).toContain(judgePassword(plain, context))
      },
    ),
  )
})
