import { describe, expect, test } from 'vitest'
import { NAME_MAX, USERNAME_MAX, USERNAME_MIN } from '@/lib/domain/accounts/identifiers'
import { PASSWORD_MAX, PASSWORD_MIN } from '@/lib/domain/passwords/password-policy'
import { signUpSchema } from '@/lib/schemas/sign-up'
import { TYPED_SIGN_UP } from '../../setup/typed-sign-up'

const USERNAME = `Use ${USERNAME_MIN}–${USERNAME_MAX} characters: a–z, 0–9, _ or -.`
const { name, username, email, password } = TYPED_SIGN_UP
const NORMALISED = { name, username, email, password }

function messagesFor(fields: Record<string, unknown>): string[] {
  const parsed = signUpSchema.safeParse({ ...TYPED_SIGN_UP, ...fields })
  return parsed.success ? [] : parsed.error.issues.map(({ message }) => message)
}

describe('the sign-up form', () => {
  test('normalizes everything but the password', () => {
    const typed = {
      ...TYPED_SIGN_UP,
      name: ' Ada Lovelace ',
      username: 'ADA',
      email: ' Ada@Example.com',
      password: ' lantern ladder lagoon ',
    }
    const { password } = typed
    expect(signUpSchema.parse(typed)).toMatchObject({ ...NORMALISED, password })
  })

  test.each([
    [{ name: '' }, 'Enter your name.'],
    [{ name: undefined }, 'Enter your name.'],
    [{ name: 'x'.repeat(NAME_MAX + 1) }, `Use at most ${NAME_MAX} printable characters.`],
    [{ username: ' ' }, 'Choose a username.'],
    [{ username: 'a b' }, USERNAME],
    [{ username: 'ada@example.com' }, USERNAME],
    [{ username: 'Admin' }, 'username_taken'],
    [{ email: '' }, 'Enter your email.'],
    [{ email: 'ada' }, 'Enter a valid email, such as name@example.com.'],
    [{ password: '' }, 'password_length'],
    [{ password: undefined }, 'password_length'],
    [{ password: 'x'.repeat(PASSWORD_MIN - 1) }, 'password_length'],
    [{ password: 'x'.repeat(PASSWORD_MAX + 1) }, 'password_too_long'],
    [{ password: 'lantern ladder \ud800' }, 'password_characters'],
  ])('answers %j with one error: %s', (fields, message) => {
    expect(messagesFor(fields)).toEqual([message])
  })

  test('names every invalid field', () => {
    expect(signUpSchema.safeParse({}).error?.issues.map(({ path }) => path[0])).toEqual(
      Object.keys(TYPED_SIGN_UP),
    )
  })

  test.each([[['a', 'b']], [{ not: '' }], [7], [null], [new File([], 'x')]])(
    'refuses %j as a field',
    (value) => {
      for (const field of ['name', 'username', 'email', 'password']) {
        expect(messagesFor({ [field]: value })).toHaveLength(1)
      }
    },
  )

  test('does not accept a role', () => {
    const typed = { ...TYPED_SIGN_UP, role: 'ADMIN', emailVerifiedAt: 'now' }
    const parsed = signUpSchema.parse(typed)
    expect(parsed).toMatchObject(NORMALISED)
    expect(Object.keys(parsed)).toEqual(Object.keys(TYPED_SIGN_UP))
  })
})
