import { expect, test, vi } from 'vitest'
import SecondStepPage from '@/app/(auth)/sign-in/two-factor/page'

const received = vi.hoisted(() => ({ headers: new Headers() }))

vi.mock('next/headers', () => ({ headers: () => Promise.resolve(received.headers) }))

/** Where a visitor without a first step is sent. */
async function ledTo(headers: Record<string, string>): Promise<string> {
  received.headers = new Headers(headers)
  try {
    await SecondStepPage({ searchParams: Promise.resolve({}) })
  } catch (error) {
    const digest = error instanceof Error && 'digest' in error ? String(error.digest) : ''
    return digest.split(';')[2] ?? digest
  }
  return 'nowhere'
}

const SIGN_IN = 'http://localhost:3000/sign-in'

test.each([
  ['cookies_blocked', 'from the sign-in form without any cookie', { referer: SIGN_IN }],
  ['two_factor_expired', 'with other cookies', { referer: SIGN_IN, cookie: 'latchkey.csrf=x' }],
  ['two_factor_expired', 'from nowhere', {}],
  ['two_factor_expired', 'from another site', { referer: 'https://evil.example/sign-in' }],
])('the second step answers %s to somebody who comes %s', async (code, _from, headers) => {
  expect(await ledTo(headers as Record<string, string>)).toBe(`/sign-in?code=${code}`)
})
