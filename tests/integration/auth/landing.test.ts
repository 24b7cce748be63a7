import { NextRequest } from 'next/server'
import { expect, test, vi } from 'vitest'
import { ADMINISTRATOR_ROLE, DEFAULT_ROLE } from '@/lib/domain/accounts/roles'
import { SIGN_IN_PATH } from '@/lib/domain/site/redirects'
import middleware from '@/middleware'
import { newAccount, PASSWORD } from '../setup/new-account'
import { Browser } from './browser'

// Before anything reads the environment, which is parsed only once.
const { ORIGIN, PROJECTS, USERS } = vi.hoisted(() => {
  const settings = { ORIGIN: 'http://localhost:3000', PROJECTS: '/projects', USERS: '/admin/users' }
  process.env.AFTER_SIGN_IN = settings.PROJECTS
  process.env.AFTER_SIGN_IN_ADMIN = settings.USERS
  return settings
})

async function signedIn(role: typeof DEFAULT_ROLE, fields: Record<string, string> = {}) {
  const user = await newAccount({ role })
  const browser = new Browser()
  const answer = await browser.signIn({ identifier: user.email, password: PASSWORD, ...fields })
  return { browser, answer: (await answer.json()) as { url: string } }
}

async function ledFrom(path: string, browser: Browser): Promise<string | null> {
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const request = new NextRequest(`${ORIGIN}${path}`, { headers: { cookie } })
  return (await middleware(request)).headers.get('location')
}

test.each([
  [DEFAULT_ROLE, PROJECTS],
  [ADMINISTRATOR_ROLE, USERS],
])('%s is sent to %s', async (role, landing) => {
  const { browser } = await signedIn(role)
  for (const path of [SIGN_IN_PATH, '/sign-up', `${SIGN_IN_PATH}?callbackUrl=//evil.example`]) {
    expect(await ledFrom(path, browser)).toBe(`${ORIGIN}${landing}`)
  }
})

test.each([[DEFAULT_ROLE], [ADMINISTRATOR_ROLE]])(
  '%s is sent to the requested page, whichever it is',
  async (role) => {
    const { browser } = await signedIn(role)
    for (const path of ['/account', PROJECTS, USERS]) {
      const signIn = `${SIGN_IN_PATH}?callbackUrl=${encodeURIComponent(path)}`
      expect(await ledFrom(signIn, browser)).toBe(`${ORIGIN}${path}`)
    }
  },
)

test('Auth.js, which does not know the role yet, redirects to the page that does', async () => {
  const { answer } = await signedIn(ADMINISTRATOR_ROLE, { callbackUrl: 'https://evil.example/' })
  expect(answer.url).toBe(`${ORIGIN}${SIGN_IN_PATH}`)
})
