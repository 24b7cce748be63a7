import {
  alertOf,
  confirmEmail,
  expectSignedIn,
  fillSignIn,
  openNewestLink,
  signIn,
  whenAlive,
} from './actions'
import { expect, somebody, test, type Page, type User } from './fixtures'
import { actionFields, ownAddress, postForm } from './setup/http'
import { linkPart } from './setup/links'
import { newestMailTo } from './setup/mails'
import { confirmPassword, forgetProof } from './setup/sessions'

const NEW_PASSWORD = 'meadow copper lighthouse'
const REQUESTED =
  'We’ve sent an email to the new address. Nothing changes until you confirm it there.'

const card = (page: Page) => page.getByRole('region', { name: 'Email' })

async function changeEmail(page: Page, email: string): Promise<void> {
  await whenAlive(page)
  await page.getByLabel('New email').fill(email)
  await page.getByRole('button', { name: 'Change email' }).click()
}

/** Signs in and requests the change. */
async function askedFor(page: Page, user: User, email: string): Promise<void> {
  await signIn(page, user, { then: '/account/security' })
  await changeEmail(page, email)
  await expect(card(page).getByRole('status')).toHaveText(REQUESTED)
}

async function undo(page: Page): Promise<void> {
  await whenAlive(page)
  await page.getByRole('button', { name: 'Undo the change' }).click()
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled })

    test('the email is changed by a link sent to it, and shown everywhere', async ({
      page,
      newUser,
    }) => {
      const [user, { email }] = [await newUser(), somebody()]
      await signIn(page, user, { then: '/account/security' })
      await changeEmail(page, email.toUpperCase())
      await expect(card(page).getByRole('status')).toHaveText(REQUESTED)
      await expect(card(page)).toContainText(user.email)

      await openNewestLink(page, email, 'Confirm email')
      await expect(page).toHaveURL('/verify-email')
      await confirmEmail(page, 'not the password')
      await expect(alertOf(page)).toHaveText('That password is not right.')
      await confirmEmail(page, user.password)
      await expect(page).toHaveURL('/account/security?notice=email-changed')
      await expect(page.getByText('Email changed.')).toBeVisible()
      await expect(card(page)).toContainText(email)
      await page.getByRole('button', { name: 'Sign out' }).click()
      await fillSignIn(page, { identifier: user.email, password: user.password })
      await expect(alertOf(page)).toHaveText('Invalid email or password.')
      await fillSignIn(page, { identifier: email, password: user.password })
      await expectSignedIn(page)
    })

    test('a pending change is shown, sent again, and cancelled', async ({ page, newUser }) => {
      const [user, { email }] = [await newUser(), somebody()]
      await askedFor(page, user, email)
      const waiting = page.getByRole('region', { name: 'Waiting to be confirmed' })
      await expect(waiting).toContainText(email)
      await whenAlive(page)
      await waiting.getByRole('button', { name: 'Send a new link' }).click()
      await expect(waiting.getByRole('status').first()).toHaveText(REQUESTED)
      const { links } = await newestMailTo(page, email)

      await page.goto('/account/security')
      await whenAlive(page)
      await expect(waiting.getByText('Open the mailbox')).toBeVisible() // optional part: mailbox
      await waiting.getByRole('button', { name: 'Cancel change' }).click()
      await expect(page.getByText('The change was canceled.')).toBeVisible()
      await expect(waiting).toHaveCount(0)
      await page.goto(links['Confirm email'] ?? '')
      await expect(alertOf(page)).toHaveText('This link is no longer valid. Request a new one.')
    })

    test('a link to the old email undoes the change, signs everyone out, and a new password is set', async ({
      page,
      newUser,
      newBrowser,
    }) => {
      const [user, { email }] = [await newUser(), somebody()]
      const thief = await (await newBrowser({ javaScriptEnabled })).newPage()
      await askedFor(thief, user, email)
      await openNewestLink(thief, email, 'Confirm email')
      await confirmEmail(thief, user.password)
      await expect(thief.getByText('Email changed.')).toBeVisible()

      const link = await openNewestLink(page, user.email, 'Undo the change')
      await expect(page).toHaveURL('/undo-email')
      await undo(page)
      await expect(page).toHaveURL('/reset-password')
      await thief.reload()
      await expect(thief).toHaveURL(/\/sign-in/)
      await fillSignIn(thief, { identifier: user.username, password: user.password })
      await expect(alertOf(thief)).toHaveText('Invalid email or password.')
      await page.getByLabel('New password').fill(NEW_PASSWORD)
      await page.getByRole('button', { name: 'Set new password' }).click()
      await expect(page.getByText('Sign in with your new password')).toBeVisible()
      await fillSignIn(page, { identifier: user.email, password: NEW_PASSWORD })
      await expectSignedIn(page)

      await page.goto(link)
      await expect(alertOf(page)).toHaveText('This link is no longer valid. Request a new one.')
    })

    test('an old proof asks for the password, and the typed email is restored', async ({
      page,
      newUser,
      database,
    }) => {
      const [user, { email }] = [await newUser(), somebody()]
      await signIn(page, user, { then: '/account/security' })
      await forgetProof(database, user, page)
      await changeEmail(page, email)

      await expect(page.getByRole('heading', { name: 'Confirm your password' })).toBeVisible()
      expect(page.url()).not.toContain(email)
      expect(await database.count('outbox_mails WHERE "to" = $1', [email])).toBe(0)
      await confirmPassword(page, user.password)
      await expect(page).toHaveURL('/account/security')
      await expect(page.getByLabel('New email')).toHaveValue(email)
      await whenAlive(page)
      await page.getByRole('button', { name: 'Change email' }).click()
      await expect(card(page).getByRole('status')).toHaveText(REQUESTED)
      await page.goto('/account/security')
      await expect(page.getByLabel('New email')).toHaveValue('')
    })
  })
}

test('a taken email gets the same answer, and its owner a mail', async ({ page, newUser }) => {
  const [user, owner] = [await newUser(), await newUser()]
  await askedFor(page, user, owner.email)

  const mail = await newestMailTo(page, owner.email)
  expect(mail.text).toContain('Someone tried to use your email for another account')
  expect(mail.links).not.toHaveProperty(['Confirm email'])
})

test('an invalid or unchanged email is refused at the field', async ({ page, newUser }) => {
  const user = await newUser()
  await signIn(page, user, { then: '/account/security' })
  for (const [typed, sentence] of [
    ['', 'Enter your email.'],
    ['nobody', 'Enter a valid email, such as name@example.com.'],
    [user.email.toUpperCase(), 'This is already your email.'],
  ] as const) {
    await changeEmail(page, typed)
    await expect(page.getByLabel('New email')).toHaveAccessibleDescription(sentence)
    await expect(page.getByLabel('New email')).toHaveValue(typed)
    await expect(card(page).getByRole('alert')).not.toBeEmpty()
  }
})

test('a signed-out user can confirm too, and then signs in with the new email', async ({
  page,
  newUser,
  newBrowser,
}) => {
  const [user, { email }] = [await newUser(), somebody()]
  await askedFor(page, user, email)

  const elsewhere = await (await newBrowser()).newPage()
  const link = await openNewestLink(elsewhere, email, 'Confirm email')
  await confirmEmail(elsewhere, user.password)
  await expect(elsewhere.getByText('Email changed.')).toBeVisible()
  await page.reload()
  await expect(card(page)).toContainText(email)
  await elsewhere.goto(link)
  await expect(alertOf(elsewhere)).toHaveText('This link is no longer valid. Request a new one.')
})

test('opening the links changes nothing, and their pages do not leak their URL', async ({
  page,
  newUser,
  database,
}) => {
  const [user, { email }] = [await newUser(), somebody()]
  await askedFor(page, user, email)
  await openNewestLink(page, email, 'Confirm email')
  const [row] = await database.rows('SELECT email FROM users WHERE id = $1::uuid', [user.id])
  expect(row?.email).toBe(user.email)
  await confirmEmail(page, user.password)
  await expect(page).toHaveURL(/notice=email-changed/)

  const link = await openNewestLink(page, user.email, 'Undo the change')
  const redirect = await page.request.get(link, { maxRedirects: 0 })
  expect(redirect.status()).toBe(303)
  expect(new URL(redirect.headers().location ?? '', page.url()).search).toBe('')
  const answer = await page.request.get('/undo-email')
  expect(answer.headers()['referrer-policy']).toBe('same-origin')
  const [moved] = await database.rows('SELECT email FROM users WHERE id = $1::uuid', [user.id])
  expect(moved?.email).toBe(email)
})

test('an invalid undo link shows one sentence', async ({ page }) => {
  for (const query of ['', '?token=', `?token=${'x'.repeat(43)}`, '?token[]=a&token[]=b']) {
    await page.goto(`/undo-email${query}`)
    await expect(alertOf(page)).toHaveText('This link is no longer valid. Request a new one.')
    await expect(page.getByRole('button', { name: 'Undo the change' })).toHaveCount(0)
  }
})

test('fifty concurrent uses of one undo link undo once', async ({
  page,
  newUser,
  database,
  baseURL,
}) => {
  const [user, { email }] = [await newUser(), somebody()]
  await askedFor(page, user, email)
  await openNewestLink(page, email, 'Confirm email')
  await confirmEmail(page, user.password)
  await expect(page).toHaveURL(/notice=email-changed/)
  const link = await openNewestLink(page, user.email, 'Undo the change')
  const token = new URL(link).searchParams.get('token') ?? ''
  const visitor = { request: page.request, url: baseURL ?? '' }
  const hidden = await actionFields(visitor, '/undo-email', 'Undo the change')
  await page.context().clearCookies()

  const answers = await Promise.all(
    Array.from({ length: 50 }, () =>
      postForm(visitor, '/undo-email', [linkPart('undo-email', token)], hidden, {
        'x-forwarded-for': ownAddress(),
      }),
    ),
  )
  expect(answers.filter((answer) => answer.status() === 303)).toHaveLength(1)
  const sql = `link_tokens WHERE purpose = 'RESET_PASSWORD' AND "userId" = $1::uuid`
  expect(await database.count(sql, [user.id])).toBe(1)
})
