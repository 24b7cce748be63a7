import { describe, expect, test } from 'vitest'
import { confirmEmailSchema } from '@/lib/schemas/confirm-email'
import { forgotPasswordSchema } from '@/lib/schemas/forgot-password'
import { linkTokenSchema } from '@/lib/schemas/link-token'
import { resetPasswordSchema } from '@/lib/schemas/reset-password'

describe('confirming an email', () => {
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

test('a forgotten password is asked for by email alone', () => {
  expect(forgotPasswordSchema.parse({ email: 'ADA@example.com' })).toEqual({
    email: 'ada@example.com',
  })
  expect(forgotPasswordSchema.safeParse({ email: 'ada' }).success).toBe(false)
})

test('a reset password follows the rules for new ones', () => {
  expect(resetPasswordSchema.safeParse({ password: 'short' }).error?.issues[0]?.message).toBe(
    'password_length',
  )
  expect(resetPasswordSchema.safeParse({ password: 'lantern ladder lagoon' }).success).toBe(true)
})

describe('a link token', () => {
  test('is 43 characters of base64url', () => {
    expect(linkTokenSchema.safeParse('aZ0_-'.padEnd(43, 'x')).success).toBe(true)
  })

  test.each([
    ['nothing', undefined],
    ['empty', ''],
    ['too short', 'x'.repeat(42)],
    ['too long', 'x'.repeat(44)],
    ['padded', `${'x'.repeat(42)}=`],
    ['ended by a line break', `${'x'.repeat(43)}\n`],
    ['sent twice', ['x'.repeat(43), 'x'.repeat(43)]],
  ])('is not %s', (_what, value) => {
    expect(linkTokenSchema.safeParse(value).error?.issues[0]?.message).toBe('token_invalid')
  })
})
