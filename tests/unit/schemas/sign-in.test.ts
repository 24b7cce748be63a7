import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { signInSchema } from '@/lib/schemas/sign-in'

const RIGHT = { identifier: 'ada@example.com', password: 'lantern ladder lagoon' }

/** Values that are not strings, as strangers send them. */
const NO_STRINGS = [
  ['nothing', undefined],
  ['null', null],
  ['a number', 1],
  ['a boolean', true],
  ['a list', ['ada@example.com', 'eve@example.com']],
  ['an operator', { contains: 'a' }],
  ['a file', new File(['x'], 'x.txt')],
] as const

describe('the sign-in form', () => {
  test('accepts an email in any letter case, with default options', () => {
    expect(signInSchema.parse({ ...RIGHT, identifier: ' ADA@Example.com ' })).toEqual({
      ...RIGHT,
      remember: false,
      callbackUrl: null,
    })
  })

  test('accepts a username in any letter case', () => {
    expect(signInSchema.parse({ ...RIGHT, identifier: 'ADA' }).identifier).toBe('ada')
  })

  test('passes on the password as typed, including spaces and accents', () => {
    const password = '  cafe\u0301  '
    expect(signInSchema.parse({ ...RIGHT, password }).password).toBe(password)
  })

  test.each([
    [undefined, false],
    ['', false],
    ['off', false],
    ['false', false],
    ['on', true],
    ['true', true],
  ])('reads "Remember me" sent as %j as %j', (remember, expected) => {
    expect(signInSchema.parse({ ...RIGHT, remember }).remember).toBe(expected)
  })

  test.each([['yes'], [['on', 'on']], [true], [{}], [null]])(
    'refuses "Remember me" sent as %j',
    (remember) => {
      expect(signInSchema.safeParse({ ...RIGHT, remember }).success).toBe(false)
    },
  )

  test.each([
    ['/account', '/account'],
    ['//evil.example', null],
    [['/account', '/account'], null],
    [null, null],
  ])('reads the callback URL %j as %j and never refuses it', (callbackUrl, expected) => {
    expect(signInSchema.parse({ ...RIGHT, callbackUrl }).callbackUrl).toBe(expected)
  })

  test.each(NO_STRINGS)('refuses %s as an identifier or a password', (_what, value) => {
    expect(signInSchema.safeParse({ ...RIGHT, identifier: value }).success).toBe(false)
    expect(signInSchema.safeParse({ ...RIGHT, password: value }).success).toBe(false)
  })

  test.each([
    ['nothing', ''],
    ['NUL', 'lantern\0'],
    ['half a surrogate pair', 'lantern\ud800'],
    ['too many bytes', 'x'.repeat(513)],
    ['a megabyte', 'x'.repeat(1_000_000)],
  ])('refuses a password that is %s', (_what, password) => {
    expect(signInSchema.safeParse({ ...RIGHT, password }).success).toBe(false)
  })

  test('ignores other fields', () => {
    const parsed = signInSchema.parse({ ...RIGHT, role: 'ADMIN', csrfToken: 'x' })
    expect(Object.keys(parsed).sort()).toEqual([
      'callbackUrl',
      'identifier',
      'password',
      'remember',
    ])
  })

  test('ignores fields of the prototype', () => {
    const sent: unknown = JSON.parse('{"__proto__":{"identifier":"ada","password":"x"}}')
    expect(signInSchema.safeParse(sent).success).toBe(false)
  })

  test('normalizes or refuses any input', () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (identifier, password) => {
        const parsed = signInSchema.safeParse({ identifier, password })
        if (!parsed.success) return
        expect(parsed.data.identifier).toMatch(/^[!-~]{3,254}$/)
        expect(typeof parsed.data.password).toBe('string')
      }),
    )
  })
})
