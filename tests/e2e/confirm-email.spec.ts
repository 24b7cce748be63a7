import {
  alertOf,
  confirmEmail,
  expectSignedIn,
  fillSignIn,
  fillSignUp,
  openMailedLink,
} from './actions'
import { expect, somebody, test } from './fixtures'
import { actionFields, ownAddress, postForm } from './setup/http'
import { linkPart } from './setup/links'
import { newestMailTo } from './setup/mails'
import { createLink, createPendingSignUp } from './setup/people'

const ANOTHER_PASSWORD = 'a different sunny password'

test('until the email is confirmed there is no user', async ({ page, database }) => {
  const person = somebody()
  await page.goto('/sign-up')
  await fillSignUp(page, person)
  await expect(page.getByRole('heading', { name: 'Check your email' })).toBeVisible()

  expect(await database.count('users WHERE email = $1', [person.email])).toBe(0)
  await page.goto('/sign-in')
  await fillSignIn(page, { identifier: person.email, password: 'not what they chose' })
  await expect(alertOf(page)).toHaveText('Invalid email or password.')
  await fillSignIn(page, { identifier: person.username, password: person.password })
  await expect(alertOf(page)).toHaveText('Confirm your email first. We have sent you a new link.')
  expect((await newestMailTo(page, person.email)).text).toContain('Your new confirmation link')
})

test('a wrong password keeps the link valid', async ({ page }) => {
  const person = somebody()
  await page.goto('/sign-up')
  await fillSignUp(page, person)
  await openMailedLink(page, person.email, 'Confirm email')

  await confirmEmail(page, ANOTHER_PASSWORD)
  await expect(alertOf(page)).toHaveText('That password is not right.')
  await expect(page.getByLabel('Password', { exact: true })).toBeFocused()
  await expect(page.getByLabel('Password', { exact: true })).toHaveValue('')

  await confirmEmail(page, person.password)
  await expectSignedIn(page)
})

test('opening the link changes nothing, however often and by anyone', async ({
  page,
  newBrowser,
  database,
}) => {
  const person = somebody()
  await page.goto('/sign-up')
  await fillSignUp(page, person)
  const link = await openMailedLink(page, person.email, 'Confirm email')
  const scanner = await newBrowser()

  for (const visit of [scanner, scanner, page.context()]) await visit.request.get(link)

  expect(await database.count('users WHERE email = $1', [person.email])).toBe(0)
  await confirmEmail(page, person.password)
  await expectSignedIn(page)
})

test('a link works once', async ({ page }) => {
  const person = somebody()
  await page.goto('/sign-up')
  await fillSignUp(page, person)
  const link = await openMailedLink(page, person.email, 'Confirm email')
  await confirmEmail(page, person.password)
  await expectSignedIn(page)

  await page.goto(link)
  await expect(alertOf(page)).toHaveText('This link is no longer valid. Request a new one.')
})

test('a page without a link, or with an invalid one, says so', async ({ page }) => {
  for (const query of ['', '?token=', '?token=short', `?token=${'x'.repeat(43)}&token=2`]) {
    await page.goto(`/verify-email${query}`)
    await expect(page).toHaveURL('/verify-email')
    await expect(alertOf(page)).toHaveText('This link is no longer valid. Request a new one.')
  }
})

test('nobody can plant a password in an account that someone else confirms', async ({ page }) => {
  const victim = somebody()
  await page.goto('/sign-up')
  await fillSignUp(page, { ...somebody(), email: victim.email, password: ANOTHER_PASSWORD })
  await expect(page.getByRole('heading', { name: 'Check your email' })).toBeVisible()
  await page.goto('/sign-up')
  await fillSignUp(page, victim)
  await openMailedLink(page, victim.email, 'Confirm email')
  await confirmEmail(page, victim.password)
  await expectSignedIn(page)

  await page.getByRole('button', { name: 'Sign out' }).click()
  await fillSignIn(page, { identifier: victim.email, password: ANOTHER_PASSWORD })

  // Same answer as before the confirmation: the other sign-up is still pending and reveals no account.
  await expect(alertOf(page)).toHaveText('Confirm your email first. We have sent you a new link.')
})

test('a username taken meanwhile can be replaced while confirming', async ({ page, newUser }) => {
  const person = somebody()
  const replacement = somebody().username
  await page.goto('/sign-up')
  await fillSignUp(page, person)
  await openMailedLink(page, person.email, 'Confirm email')
  await newUser({ username: person.username })

  await confirmEmail(page, person.password)
  await expect(alertOf(page)).toHaveText('That username is taken.')
  await page.getByLabel('Username').fill(replacement)
  await confirmEmail(page, person.password)

  await expectSignedIn(page)
  await expect(page.getByRole('main').getByText(`@${replacement}`)).toBeVisible()
})

test('a new link can be requested, and the newest one works', async ({ page }) => {
  const person = somebody()
  await page.goto('/sign-up')
  await fillSignUp(page, person)
  const first = await openMailedLink(page, person.email, 'Confirm email')

  await page.getByRole('link', { name: 'Send a new link' }).click()
  await page.getByLabel('Email').fill(person.email.toUpperCase())
  await page.getByRole('button', { name: 'Send a new link' }).click()
  await expect(page.getByRole('main').getByRole('status')).toHaveText(
    'If that address has an account, we have sent a link.',
  )
  const second = await openMailedLink(page, person.email, 'Confirm email')

  expect(second).not.toBe(first)
  await confirmEmail(page, person.password)
  await expectSignedIn(page)
})

test('requesting a link does not reveal whether there is an account', async ({
  page,
  database,
}) => {
  const nobody = somebody()
  await page.goto('/resend-verification')
  await page.getByLabel('Email').fill(nobody.email)
  await page.getByRole('button', { name: 'Send a new link' }).click()

  await expect(page.getByRole('main').getByRole('status')).toHaveText(
    'If that address has an account, we have sent a link.',
  )
  expect(await database.count('outbox_mails WHERE "to" = $1', [nobody.email])).toBe(0)
})

test('of concurrently confirmed sign-ups with one email, one becomes the account', async ({
  request,
  baseURL,
  database,
}) => {
  const visitor = { request, url: baseURL ?? '' }
  const opened = await createPendingSignUp(database, somebody())
  const hidden = await actionFields(visitor, `/verify-email?token=${opened}`, 'password')
  const { email, password } = somebody()
  const tokens = await Promise.all(
    Array.from({ length: 6 }, () => createPendingSignUp(database, { ...somebody(), email })),
  )
  const answers = await Promise.all(
    tokens.map((token) =>
      postForm(
        visitor,
        '/verify-email',
        [linkPart('verify-email', token), { name: 'password', value: password }],
        hidden,
        { 'x-forwarded-for': ownAddress() },
      ),
    ),
  )

  const statuses = answers.map((answer) => answer.status())
  expect(statuses.filter((status) => status === 303)).toHaveLength(1)
  expect(statuses.filter((status) => status >= 500)).toEqual([])
  expect(await database.count('users WHERE email = $1', [email])).toBe(1)
  expect(await database.count('pending_sign_ups WHERE email = $1', [email])).toBe(5)
})

test('confirming signs in once, in this browser only', async ({ page, database }) => {
  const person = somebody()
  await page.goto('/sign-up')
  await fillSignUp(page, person)
  await openMailedLink(page, person.email, 'Confirm email')
  await confirmEmail(page, person.password)
  await expectSignedIn(page)

  await expect(page.getByRole('main').getByText(`@${person.username}`)).toBeVisible()
  const sessions = `sessions JOIN users ON users.id = "userId" WHERE email = $1`
  expect(await database.count(sessions, [person.email])).toBe(1)
})

test('confirming an account that may not sign in leads to the sign-in page', async ({
  page,
  newUser,
  database,
}) => {
  const user = await newUser({ isVerified: false, isDisabled: true })
  await page.goto(`/verify-email?token=${await createLink(database, user, 'CONFIRM_EMAIL')}`)
  await confirmEmail(page, user.password)

  await expect(page.getByText('Email confirmed. Sign in to get started.')).toBeVisible()
})
