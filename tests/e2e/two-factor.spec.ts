import {
  alertOf,
  expectSignedIn,
  fillSignIn,
  openConfirmDialog,
  signIn,
  whenAlive,
} from './actions'
import { expect, test, type Page, type User } from './fixtures'
import { cookieName } from '@/lib/domain/site/cookie-names'
import { forgetProof } from './setup/sessions'
import { codeNow, enterCode, nextCode, turnOnTwoFactor } from './setup/two-factor'

const SIGN_OUT = { name: 'Sign out' }

async function signOut(page: Page): Promise<void> {
  await page.getByRole('banner').getByRole('button', SIGN_OUT).click()
  await expect(page).toHaveURL('/sign-in')
}

async function enterPassword(page: Page, user: User, path = '/sign-in'): Promise<void> {
  await page.goto(path)
  await fillSignIn(page, { identifier: user.email, password: user.password })
  await expect(page).toHaveURL('/sign-in/two-factor')
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled })

    test('one turns it on, signs in with a code, and trusts the browser', async ({
      page,
      newUser,
      database,
    }) => {
      const user = await newUser()
      await signIn(page, user)
      const own = await turnOnTwoFactor(page)
      await expect(page.getByText('Save these recovery codes now')).toBeVisible()
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: 'Download recovery codes' }).click(),
      ])
      expect(file.suggestedFilename()).toBe('latchkey-recovery-codes.txt')
      await page.getByRole('link', { name: 'I have saved my codes' }).click()
      await expect(page.getByText('You have 10 recovery codes left.')).toBeVisible()
      await signOut(page)

      await enterPassword(page, user, '/sign-in?callbackUrl=%2Faccount%3Fa%3Db')
      expect((await page.context().cookies()).map(({ name }) => name)).not.toContain(
        cookieName('session'),
      )
      await enterCode(page, '000000')
      await expect(alertOf(page)).toHaveText('That code is not valid.')
      const code = await nextCode(database, user, own)
      await page.getByLabel('Trust this browser for 30 days').check()
      await enterCode(page, ` ${code.slice(0, 3)} ${code.slice(3)} `)
      await expectSignedIn(page, '/account?a=b')
      await page.goto('/account/sessions')
      await expect(page.getByText('Password and authenticator app')).toBeVisible()
      await whenAlive(page)
      await signOut(page)

      await fillSignIn(page, { identifier: user.email, password: user.password })
      await expectSignedIn(page)
      await expect(page.getByText('Password in a trusted browser')).toBeVisible()
      await page.goto('/account/sessions')
      await whenAlive(page)
      await page.getByRole('button', { name: 'Stop trusting', exact: true }).click()
      await expect(page.getByRole('heading', { name: 'Trusted browsers' })).toBeHidden()
    })

    test('a recovery code signs in once, and new ones end the earlier', async ({
      page,
      newUser,
    }) => {
      const user = await newUser()
      await signIn(page, user)
      const { recoveryCodes } = await turnOnTwoFactor(page)
      await page.goto('/account')
      await whenAlive(page)
      await signOut(page)

      for (const isFirst of [true, false]) {
        await enterPassword(page, user)
        await page.getByRole('link', { name: 'Use a recovery code' }).click()
        await whenAlive(page)
        await page.getByLabel('Recovery code').fill((recoveryCodes[0] ?? '').toUpperCase())
        await page.getByRole('button', { name: 'Verify' }).click()
        if (!isFirst) break
        await expectSignedIn(page)
        await page.goto('/account/two-factor')
        await whenAlive(page)
        await expect(page.getByText('You have 9 recovery codes left.')).toBeVisible()
        await page.getByRole('button', { name: 'Show new recovery codes' }).click()
        const codes = page.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem')
        await expect(codes).toHaveCount(10)
        expect(await codes.allInnerTexts()).not.toContain(recoveryCodes[1])
        await signOut(page)
      }
      await expect(alertOf(page)).toHaveText('That code is not valid.')
    })

    test('it is turned off, after a question, with the factor as recent proof', async ({
      page,
      newUser,
      database,
    }) => {
      const user = await newUser()
      await signIn(page, user)
      const own = await turnOnTwoFactor(page)
      await page.goto('/account')
      await forgetProof(database, user, page)
      await page.goto('/account/two-factor')
      await expect(page.getByRole('heading', { name: 'Confirm your password' })).toBeVisible()
      for (const code of ['', '000000', await nextCode(database, user, own)]) {
        await whenAlive(page)
        await page.getByLabel('Password', { exact: true }).fill(user.password)
        await page.getByLabel('Authentication code').fill(code)
        await page.getByRole('button', { name: 'Confirm' }).click()
        if (code === '') await expect(alertOf(page)).toContainText('Enter the code')
        if (code === '000000') await expect(alertOf(page)).toHaveText('That code is not valid.')
      }
      await expect(page).toHaveURL('/account/two-factor')
      await whenAlive(page)
      const dialog = await openConfirmDialog(page, 'Turn off two-factor')
      await dialog.getByLabel(/^Enter the username/).fill(user.username)
      await dialog.getByRole('button', { name: 'Turn off two-factor' }).click()
      await expect(page.getByText('Two-factor is off. Every other device')).toBeVisible()
      await expect(page.getByRole('img', { name: 'QR code' })).toBeVisible()
    })
  })
}

test('a step that is over, another tab, and the back button each end in a sentence', async ({
  page,
  newUser,
  database,
}) => {
  const user = await newUser()
  await signIn(page, user)
  const own = await turnOnTwoFactor(page)
  await page.goto('/account')
  await whenAlive(page)
  await signOut(page)

  await enterPassword(page, user)
  await page.reload()
  const other = await page.context().newPage()
  await other.goto('/sign-in/two-factor')
  await enterCode(page, await nextCode(database, user, own))
  await expectSignedIn(page)
  // Signed in by the first tab, the second is led on.
  await enterCode(other, await nextCode(database, user, own))
  await expectSignedIn(other)
  await page.goBack()
  await expectSignedIn(page)
  await signOut(page)

  await enterPassword(page, user)
  await page.context().clearCookies({ name: cookieName('two-factor') })
  await enterCode(page, codeNow(own.secret))
  await expect(alertOf(page)).toHaveText('That took too long. Enter your password again.')
  await page.goto('/sign-in/two-factor')
  await expect(alertOf(page)).toHaveText('That took too long. Enter your password again.')
})

test.describe('where administrators must have it', () => {
  test.use({ server: 'no-verification' })

  test('nothing else opens until an administrator has set it up', async ({ page, newUser }) => {
    const admin = await newUser({ role: 'ADMIN' })
    await signIn(page, admin, { then: '/admin/users' })
    for (const path of [
      '/dashboard',
      '/account',
      '/account/sessions',
      '/admin/users',
      '/admin/audit',
    ]) {
      await page.goto(path)
      const query = `callbackUrl=${encodeURIComponent(path)}`
      await expect(page, path).toHaveURL(`/account/two-factor?${query}`)
    }
    await expect(page.getByText('Your account needs two-factor.')).toBeVisible()
    const answer = await page.request.post('/account/data/download', {
      headers: { origin: new URL(page.url()).origin },
      maxRedirects: 0,
    })
    expect(answer.status()).toBe(303)
    await page.goto('/admin/users?state=active')
    await turnOnTwoFactor(page, page.url())
    await page.getByRole('link', { name: 'I have saved my codes' }).click()
    await expect(page).toHaveURL('/admin/users?state=active')
    await expect(page.getByRole('heading', { name: 'Users' })).toBeVisible()

    await signIn(page, await newUser())
    await expectSignedIn(page)
  })
})
