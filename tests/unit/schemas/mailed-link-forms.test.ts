import { describe, expect, test } from 'vitest'
import { confirmEmailSchema } from '@/lib/schemas/sign-up'
import { forgotPasswordSchema } from '@/lib/schemas/passwords'
import { resetPasswordSchema } from '@/lib/schemas/passwords'

describe('confirming an email takes', () => {
  test.each([
    [{ password: 'x' }, { password: 'x' }],
    [{ password: 'x', username: '' }, { password: 'x' }],
    [
      { password: 'x', username: 'Ada' },
      { password: 'x', username: 'ada' },
    ],
  ])('%j', (sent, expected) => {
    expect(confirmEmailSchema.parse(sent)).toEqual(expected)
  })

  test.each([[{}], [{ password: '' }], [{ password: 'x', username: 'admin' }], [{ password: [] }]])(
    '%j is refused',
    (sent) => {
      expect(confirmEmailSchema.safeParse(sent).success).toBe(false)
    },
  )
})

test('a password reset is requested by email alone', () => {
  expect(forgotPasswordSchema.parse({ email: 'ADA@example.com' })).toEqual({
    email: 'ada@example.com',
  })
  expect(forgotPasswordSchema.safeParse({ email: 'ada' }).success).toBe(false)
})

test('a reset password follows the rules for new passwords', () => {
  expect(resetPasswordSchema.safeParse({ password: 'short' }).error?.issues[0]?.message).toBe(
    'password_length',
  )
  expect(resetPasswordSchema.safeParse({ password: 'lantern ladder lagoon' }).success).toBe(true)
})
