import { signIn } from './actions'
import { expect, test } from './fixtures'
import { runningServer } from './setup/servers'

const ask = (authorization: string, path = '/api/me') =>
  fetch(`${runningServer('standard').url}${path}`, {
    headers: { authorization },
    redirect: 'manual',
  })

for (const isScripted of [true, false]) {
  test.describe(isScripted ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled: isScripted })

    test('an access token is shown once, acts for its owner, and ends when it is revoked', async ({
      page,
      newUser,
    }) => {
      const user = await newUser()
      await signIn(page, user, { then: '/account/tokens' })
      await page.getByLabel('Token name').fill('Backup script')
      await page.getByLabel('Expires').selectOption('90 days')
      await page.getByRole('button', { name: 'Create token' }).click()
      const authorization = `Bearer ${await page.getByLabel('Your new token').inputValue()}`

      const answer = await ask(authorization)
      expect(answer.status).toBe(200)
      expect(await answer.json()).toMatchObject({ email: user.email, role: 'USER' })
      const elsewhere = await ask(authorization, '/dashboard')
      expect(elsewhere.status).toBe(307)
      expect(elsewhere.headers.get('location')).toContain('/sign-in')

      await page.goto('/account/tokens')
      await expect(page.getByLabel('Your new token')).toHaveCount(0)
      const row = page.getByRole('listitem').filter({ hasText: 'Backup script' })
      await expect(row).toContainText('last used')
      await row.getByRole('button', { name: 'Revoke' }).click()
      await expect(page.getByText('The token was revoked.')).toBeVisible()
      await expect(row).toHaveCount(0)

      const refused = await ask(authorization)
      expect(refused.status).toBe(401)
      expect(refused.headers.get('www-authenticate')).toContain('invalid_token')
    })
  })
}
