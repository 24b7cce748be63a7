import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { signInSchema } from '@/lib/schemas/sign-in'

const RIGHT = { identifier: 'ada@example.com', password: 'lantern ladder lagoon' }

/** What strangers put where a string belongs. */
const NO_STRINGS = [
  ['nothing', undefined],
  ['null', null],
  ['a number', 1],
  ['a boolean', true],
  ['a list', ['ada@example.com', 'eve@example.com']],
  ['an operator', { contains: 'a' }],
  ['a file', new File(['x'], 'x.txt')],
] as const

describe('signing in', () => {
  test('an email in any letter case, nothing else said', () => {
    expect(signInSchema.parse({ ...RIGHT, identifier: ' ADA@Example.com ' })).toEqual({
      ...RIGHT,
      remember: false,
      callbackUrl: null,
    })
  })

  test('a username in any letter case', () => {
    expect(signInSchema.parse({ ...RIGHT, identifier: 'ADA' }).identifier).toBe('ada')
  })

  test('the password is passed on as it was typed, blanks and accents included', () => {
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
  ])('"Remember me" sent as %j is %j', (remember, expected) => {
    expect(signInSchema.parse({ ...RIGHT, remember }).remember).toBe(expected)
  })

  test.each([['yes'], [['on', 'on']], [true], [{}], [null]])(
    '"Remember me" sent as %j is refused',
    (remember) => {
      expect(signInSchema.safeParse({ ...RIGHT, remember }).success).toBe(false)
    },
  )

  test.each([
    ['/account', '/account'],
    ['//evil.example', null],
    [['/account', '/account'], null],
    [null, null],
  ])('a way back of %j is read as %j and refuses nobody', (callbackUrl, expected) => {
    expect(signInSchema.parse({ ...RIGHT, callbackUrl }).callbackUrl).toBe(expected)
  })

  test.each(NO_STRINGS)('%s is neither an identifier nor a password', (_what, value) => {
    expect(signInSchema.safeParse({ ...RIGHT, identifier: value }).success).toBe(false)
    expect(signInSchema.safeParse({ ...RIGHT, password: value }).success).toBe(false)
  })

  test.each([
    ['nothing', ''],
    ['NUL', 'lantern\0'],
    ['half a surrogate pair', 'lantern\ud800'],
    ['too many bytes', 'x'.repeat(513)],
    ['a megabyte', 'x'.repeat(1_000_000)],
  ])('a password is not %s', (_what, password) => {
    expect(signInSchema.safeParse({ ...RIGHT, password }).success).toBe(false)
  })

  test('other fields are left behind', () => {
    const parsed = signInSchema.parse({ ...RIGHT, role: 'ADMIN', csrfToken: 'x' })
    expect(Object.keys(parsed).sort()).toEqual([
      'callbackUrl',
      'identifier',
      'password',
      'remember',
    ])
  })

  test('the prototype is no way in', () => {
    const sent: unknown = JSON.parse('{"__proto__":{"identifier":"ada","password":"x"}}')
    expect(signInSchema.safeParse(sent).success).toBe(false)
  })

  test('whatever comes in, the answer is a normalised string or a refusal', () => {
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
