import { PASSWORD_MIN } from '@/lib/domain/passwords/password-policy'
import { alertOf, expectSignedIn, fillSignIn, fillSignUp, openNewestLink } from './actions'
import { expect, somebody, test } from './fixtures'
import { newestMailTo } from './setup/mails'
import { holdAnswers } from './setup/network'

const ANOTHER_PASSWORD = 'a different sunny password'

test('an account is created with a form, a mail, and the password once more', async ({ page }) => {
  const person = somebody()
  await page.goto('/sign-in')
  await page.getByRole('link', { name: 'Create account' }).click()
  await fillSignUp(page, person)

  await expect(page.getByRole('heading', { name: 'Check your email' })).toBeFocused()
  await openNewestLink(page, person.email, 'Confirm email')
  await expect(page).toHaveURL('/verify-email')
  await page.getByLabel('Password', { exact: true }).fill(person.password)
  await page.getByRole('button', { name: 'Confirm email' }).click()

  await expectSignedIn(page)
  await expect(page.getByRole('main').getByText(`@${person.username}`)).toBeVisible()
})

test('a taken email gets the same answer, and only its owner is told', async ({
  page,
  newUser,
}) => {
  const owner = await newUser()
  const free = somebody()
  const answers: string[] = []
  for (const email of [owner.email, free.email]) {
    await page.goto('/sign-up')
    await fillSignUp(page, { ...somebody(), email, password: ANOTHER_PASSWORD })
    await expect(page.getByRole('heading', { name: 'Check your email' })).toBeVisible()
    const html = await page.getByRole('main').innerHTML()
    answers.push(html.replaceAll('<wbr>', '').replaceAll(email, 'EMAIL'))
  }

  expect(answers[0]).toBe(answers[1])
  const mail = await newestMailTo(page, owner.email)
  expect(mail.text).toContain('You already have')
  expect(mail.links).not.toHaveProperty(['Confirm email'])
  await page.goto('/sign-in')
  await fillSignIn(page, { identifier: owner.email, password: ANOTHER_PASSWORD })
  await expect(alertOf(page)).toHaveText('Confirm your email first. We have sent you a new link.')
  await page.goto('/sign-in')
  await fillSignIn(page, { identifier: owner.email, password: owner.password })
  await expectSignedIn(page)
})

test('a taken username is reported before the email is checked', async ({
  page,
  newUser,
  database,
}) => {
  const owner = await newUser()
  for (const username of [owner.username.toUpperCase(), 'admin']) {
    const person = { ...somebody(), username, email: owner.email }
    await page.goto('/sign-up')
    await fillSignUp(page, person)

    await expect(alertOf(page)).toHaveText('That username is taken.')
    await expect(page.getByLabel('Username')).toBeFocused()
    await expect(page.getByLabel('Username')).toHaveAccessibleDescription(/That username is taken/)
    await expect(page.getByLabel('Name', { exact: true })).toHaveValue(person.name)
    await expect(page.getByLabel('Email')).toHaveValue(person.email)
  }
  expect(await database.count('pending_sign_ups WHERE email = $1', [owner.email])).toBe(0)
  expect(await database.count('outbox_mails WHERE "to" = $1', [owner.email])).toBe(0)
})

test('pressing the button many times signs up once', async ({ page, database }) => {
  const person = somebody()
  const posts = await holdAnswers(page, '/sign-up')
  await page.goto('/sign-up')
  await fillSignUp(page, person)

  const button = page.getByRole('button', { name: 'Creating your account…' })
  await button.dblclick({ force: true })
  await page.getByLabel('Email').press('Enter')
  posts.letGo()

  await expect(page.getByRole('heading', { name: 'Check your email' })).toBeVisible()
  expect(posts.count()).toBe(1)
  expect(await database.count('pending_sign_ups WHERE email = $1', [person.email])).toBe(1)
  expect(await database.count('outbox_mails WHERE "to" = $1', [person.email])).toBe(1)
})

test('an empty form marks every field and focuses the first', async ({ page }) => {
  await page.goto('/sign-up')
  await page.getByRole('button', { name: 'Create account' }).click()

  await expect(alertOf(page)).toHaveText('Check the highlighted fields and try again.')
  await expect(page.getByLabel('Name', { exact: true })).toBeFocused()
  for (const [label, reason] of [
    ['Name', /Enter your name\./],
    ['Username', /Choose a username\./],
    ['Email', /Enter your email\./],
    ['Password', new RegExp(`^Use at least ${PASSWORD_MIN} characters\\.`)],
  ] as const) {
    const field = page.getByLabel(label, { exact: true })
    await expect(field).toHaveAttribute('aria-invalid', 'true')
    await expect(field).toHaveAccessibleDescription(reason)
  }
})

for (const [why, password, sentence] of [
  ['short', 'fourteen chars', `Use at least ${PASSWORD_MIN} characters.`],
  ['common', 'password1234567', 'That password is too common. Choose another.'],
  ['personal', 'ada-', 'Your password must not contain your name, username or email.'],
] as const) {
  test(`a ${why} password is refused with its reason`, async ({ page }) => {
    const person = somebody()
    const refused = why === 'personal' ? `${person.username} and more` : password
    await page.goto('/sign-up')
    await fillSignUp(page, { ...person, password: refused })

    await expect(alertOf(page)).toHaveText(sentence)
    await expect(page.getByLabel('Password', { exact: true })).toBeFocused()
    await expect(page.getByLabel('Email')).toHaveValue(person.email)
  })
}
