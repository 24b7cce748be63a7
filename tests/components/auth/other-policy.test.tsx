import { renderToStaticMarkup } from 'react-dom/server'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'

const POLICY = '@/lib/domain/passwords/password-policy'
const IDENTIFIERS = '@/lib/domain/accounts/identifiers'

beforeAll(() => {
  vi.resetModules()
  vi.doMock(POLICY, async (original) => {
    return { ...(await original<object>()), PASSWORD_MIN: 21, PASSWORD_MAX: 210 }
  })
  vi.doMock(IDENTIFIERS, async (original) => {
    return { ...(await original<object>()), USERNAME_RULE: 'seven digits', NAME_RULE: 'one word' }
  })
})

afterAll(() => {
  vi.doUnmock(POLICY)
  vi.doUnmock(IDENTIFIERS)
  vi.resetModules()
})

test('the sentences follow the password policy', async () => {
  const { sentenceFor } = await import('@/lib/platform/errors')
  expect(sentenceFor({ code: 'password_length' })).toBe('Use at least 21 characters.')
  expect(sentenceFor({ code: 'password_too_long' })).toBe('Use at most 210 characters.')
})

test('the hint of a new password follows the password policy', async () => {
  const { NewPasswordField } = await import('@/components/auth/new-password-field')
  const html = renderToStaticMarkup(<NewPasswordField name="password" label="Password" />)
  expect(html).toContain('At least 21 characters')
})

test('hints and refusals of usernames and names follow their rules', async () => {
  const { SignUpForm } = await import('@/components/auth/sign-up-form')
  const { nameField, usernameField } = await import('@/lib/schemas/fields')
  const html = renderToStaticMarkup(<SignUpForm action={() => Promise.resolve({})} />)
  expect(html).toContain('seven digits')
  expect(usernameField.safeParse('a b').error?.issues[0]?.message).toBe('Use seven digits.')
  expect(nameField.safeParse('\u202E').error?.issues[0]?.message).toBe('Use one word.')
})
