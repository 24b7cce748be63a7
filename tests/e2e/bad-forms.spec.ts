import { DEFAULT_PATH } from '@/lib/domain/site/redirects'
import { openMailedLink, signIn } from './actions'
import { expect, somebody, test, type Person } from './fixtures'
import { ALL_WAYS, withOneWrong } from './setup/bad-values'
import { actionFields, ownAddress, postForm, type Part } from './setup/http'
import { linkPart } from './setup/links'
import { createPendingSignUp } from './setup/people'
import { expectFormRefusal } from './setup/refusals'

/*
 * Every field of every form with every kind of invalid value, over real HTTP and as no browser
 * would send it: a clear refusal, never a 5xx, nothing stored, no session.
 */

for (const field of ['identifier', 'password'] as const) {
  test(`sign-in, ${field}`, async ({ request, baseURL, newUser, database }) => {
    const visitor = { request, url: baseURL ?? '' }
    const hidden = await actionFields(visitor, '/sign-in', 'identifier')
    for (const way of ALL_WAYS) {
      const user = await newUser()
      const right = { identifier: user.email, password: user.password }
      const parts = withOneWrong(right, field, way)
      const address = { 'x-forwarded-for': ownAddress() }
      const answer = await postForm(visitor, '/sign-in', parts, hidden, address)

      await expectFormRefusal(answer, `${field} ${way}`)
      expect(await database.count('sessions WHERE "userId" = $1::uuid', [user.id]), way).toBe(0)
    }
  })
}

test('sign-in, remember and callbackUrl', async ({ request, baseURL, newUser }) => {
  const visitor = { request, url: baseURL ?? '' }
  const hidden = await actionFields(visitor, '/sign-in', 'identifier')
  for (const field of ['remember', 'callbackUrl']) {
    for (const way of ALL_WAYS) {
      const user = await newUser()
      const right = {
        identifier: user.email,
        password: user.password,
        remember: 'on',
        callbackUrl: '/dashboard',
      }
      const parts = withOneWrong(right, field, way)
      const address = { 'x-forwarded-for': ownAddress() }
      const answer = await postForm(visitor, '/sign-in', parts, hidden, address)
      const what = `${field} ${way}`

      // Not a reason to refuse a right password, but never followed either.
      if (answer.status() === 303) {
        expect(new URL(answer.headers().location ?? '', baseURL).pathname, what).toBe('/dashboard')
      } else await expectFormRefusal(answer, what)
    }
  }
})

for (const [path, button] of [
  ['/resend-verification', 'Send a new link'],
  ['/forgot-password', 'Send reset link'],
] as const) {
  test(`"${button}", email`, async ({ request, baseURL, newUser, database }) => {
    const visitor = { request, url: baseURL ?? '' }
    const hidden = await actionFields(visitor, path, 'email')
    const { email } = await newUser({ isVerified: false })
    for (const way of ALL_WAYS) {
      const parts = withOneWrong({ email }, 'email', way)
      const address = { 'x-forwarded-for': ownAddress() }
      await expectFormRefusal(await postForm(visitor, path, parts, hidden, address), way)
    }
    expect(await database.count('outbox_mails WHERE "to" = $1', [email])).toBe(0)
  })
}

test('confirming an email, password', async ({ request, baseURL, database }) => {
  const visitor = { request, url: baseURL ?? '' }
  const opened = await createPendingSignUp(database, somebody())
  const hidden = await actionFields(visitor, `/verify-email?token=${opened}`, 'password')
  const confirm = async (person: Person, parts: Part[]) => {
    const token = await createPendingSignUp(database, person)
    const link = linkPart('verify-email', token)
    const address = { 'x-forwarded-for': ownAddress() }
    return postForm(visitor, '/verify-email', [link, ...parts], hidden, address)
  }
  for (const way of ALL_WAYS) {
    const person = somebody()
    const parts = withOneWrong({ password: person.password }, 'password', way)
    await expectFormRefusal(await confirm(person, parts), way)
    expect(await database.count('users WHERE email = $1', [person.email]), way).toBe(0)
  }

  const person = somebody()
  const answer = await confirm(person, [{ name: 'password', value: person.password }])
  expect(answer.status()).toBe(303)
  expect(await database.count('users WHERE email = $1', [person.email])).toBe(1)
})

test('a new password', async ({ page, baseURL, newUser, database }) => {
  const user = await newUser()
  await page.goto('/forgot-password')
  await page.getByLabel('Email').fill(user.email)
  await page.getByRole('button', { name: 'Send reset link' }).click()
  const mailed = await openMailedLink(page, user.email, 'Reset password')
  const link = linkPart('reset-password', new URL(mailed).searchParams.get('token') ?? '')
  const visitor = { request: page.request, url: baseURL ?? '' }
  const hidden = await actionFields(visitor, '/reset-password', 'password')
  const hash = async () =>
    database.rows('SELECT "passwordHash" FROM users WHERE id = $1::uuid', [user.id])
  const before = await hash()
  for (const way of ALL_WAYS) {
    const wrong = withOneWrong({ password: 'meadow copper lighthouse' }, 'password', way)
    const parts = [link, ...wrong]
    const address = { 'x-forwarded-for': ownAddress() }
    await expectFormRefusal(await postForm(visitor, '/reset-password', parts, hidden, address), way)
  }
  expect(await hash()).toEqual(before)

  const right = [link, { name: 'password', value: 'meadow copper lighthouse' }]
  expect((await postForm(visitor, '/reset-password', right, hidden)).status()).toBe(303)
})

test('a theme', async ({ request, baseURL }) => {
  const visitor = { request, url: baseURL ?? '' }
  const hidden = await actionFields(visitor, '/sign-in', 'theme')
  for (const way of ALL_WAYS) {
    const parts = withOneWrong({ theme: 'dark' }, 'theme', way)
    const answer = await postForm(visitor, '/sign-in', parts, hidden)

    expect(answer.status(), way).toBeLessThan(400)
    const [, theme] = /<html[^>]*data-theme="([^"]*)"/.exec(await answer.text()) ?? []
    expect([undefined, 'light', 'dark'], way).toContain(theme)
  }
})

test('a sign-out with any extra fields signs out', async ({ page, newUser, baseURL }) => {
  const user = await newUser()
  await signIn(page, user)
  const visitor = { request: page.request, url: baseURL ?? '' }
  const dashboard = await (await page.request.get(DEFAULT_PATH)).text()
  const [signOutForm = ''] = dashboard.split('<form').filter((form) => form.includes('Sign out'))
  const [, id = ''] = /name="(\$ACTION_ID_[^"]+)"/.exec(signOutForm) ?? []
  const [, reference = ''] = /name="(\$ACTION_REF_[^"]+)"/.exec(signOutForm) ?? []
  expect(id + reference).not.toBe('')
  const hidden = await actionFields(visitor, '/dashboard', id || reference)
  const junk = [
    { name: 'then', value: 'https://evil.example' },
    { name: '__proto__', value: '{"polluted":true}' },
  ]
  const answer = await postForm(visitor, '/dashboard', junk, hidden)

  expect(answer.status()).toBe(303)
  expect(new URL(answer.headers().location ?? '', baseURL).href).toBe(`${baseURL}/sign-in`)
  expect(await (await page.request.get('/api/auth/session')).json()).toBeNull()
})

test('the fields of two forms sent as one', async ({ request, baseURL }) => {
  const visitor = { request, url: baseURL ?? '' }
  for (const [path, field] of [
    ['/sign-in', 'identifier'],
    ['/forgot-password', 'email'],
  ] as const) {
    const theme = await actionFields(visitor, path, 'theme')
    const form = await actionFields(visitor, path, field)
    for (const hidden of [
      [...theme, ...form],
      [...form, ...theme],
    ]) {
      const answer = await postForm(visitor, path, [{ name: 'theme', value: 'dark' }], hidden)
      expect(answer.status(), path).toBeLessThan(500)
    }
  }
})
