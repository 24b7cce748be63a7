import { readFile } from 'node:fs/promises'
import { signIn } from './actions'
import { expect, test, type Page } from './fixtures'
import { confirmPassword, forgetProof } from './setup/sessions'
import { product } from '@/lib/product'
import { TOO_MANY_ATTEMPTS } from '../setup/sentences'

type Exported = {
  account: { email: string; username: string }
  sessions: { isThisOne: boolean; device: string }[]
  events: { action: string; by: string | null }[]
}

async function download(page: Page): Promise<{ name: string; text: string; data: Exported }> {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download my data' }).click(),
  ])
  const text = await readFile(await file.path(), 'utf8')
  return { name: file.suggestedFilename(), text, data: JSON.parse(text) as Exported }
}

test('the export is one file with everything stored about the user, and no secret that grants access', async ({
  page,
  newUser,
  newBrowser,
  database,
}) => {
  const user = await newUser()
  await signIn(await (await newBrowser()).newPage(), user)
  await signIn(page, user, { then: '/account/data' })
  const { name, text, data } = await download(page)

  expect(name).toMatch(new RegExp(`^${product.slug}-${user.username}-\\d{4}-\\d\\d-\\d\\d\\.json$`))
  expect(data.account).toMatchObject({ email: user.email, username: user.username })
  expect(data.sessions.map(({ isThisOne }) => isThisOne).sort()).toEqual([false, true])
  expect(data.events.map(({ action }) => action)).toContain('user_exported')
  const rows = await database.rows('SELECT id FROM sessions WHERE "userId" = $1::uuid', [user.id])
  for (const { id } of rows) expect(text).not.toContain(String(id))
  expect(text).not.toMatch(/\$2[aby]\$|passwordHash/)
  await expect(page).toHaveURL('/account/data')
})

test('the response is not cached, and only a form of this site gets it', async ({
  page,
  newUser,
  baseURL,
  database,
}) => {
  const user = await newUser()
  await signIn(page, user)
  const path = '/account/data/download'
  const answer = await page.request.post(path, { headers: { origin: baseURL ?? '' } })
  expect(answer.status()).toBe(200)
  expect(answer.headers()).toMatchObject({
    'cache-control': 'private, no-store',
    'content-type': 'application/json; charset=utf-8',
    'x-content-type-options': 'nosniff',
  })
  const exports = `audit_events WHERE action = 'user_exported' AND "targetId" = $1::uuid`
  expect(await database.count(exports, [user.id])).toBe(1)

  for (const origin of ['https://evil.example', 'null']) {
    const forged = await page.request.post(path, { headers: { origin } })
    expect(forged.status(), origin).toBe(403)
    expect(await forged.text()).not.toContain(user.email)
  }
  const read = await page.request.get(path, { maxRedirects: 0 })
  expect(read.headers().location).toBe('/account/data')
  expect(await database.count(exports, [user.id])).toBe(1)
})

test('a signed-out visitor gets the sign-in page instead of the file', async ({
  request,
  baseURL,
}) => {
  const options = { headers: { origin: baseURL ?? '' }, maxRedirects: 0 }
  const answer = await request.post('/account/data/download', options)
  expect([303, 307]).toContain(answer.status())
  expect(answer.headers().location).toContain('/sign-in')
})

test('pressed after the session has ended, it leads to the sign-in page', async ({
  page,
  newUser,
  database,
}) => {
  const user = await newUser()
  await signIn(page, user, { then: '/account/data' })
  await database.rows('DELETE FROM sessions WHERE "userId" = $1::uuid', [user.id])
  await page.getByRole('button', { name: 'Download my data' }).click()

  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
})

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled })

    test('an old proof asks for the password first', async ({ page, newUser, database }) => {
      const user = await newUser()
      await signIn(page, user, { then: '/account/data' })
      await forgetProof(database, user, page)
      await page.getByRole('button', { name: 'Download my data' }).click()
      await expect(page).toHaveURL('/confirm-password?callbackUrl=%2Faccount%2Fdata')
      await confirmPassword(page, user.password)
      await expect(page).toHaveURL('/account/data')

      const { data } = await download(page)
      expect(data.account.email).toBe(user.email)
    })
  })
}

test('repeated requests are told how long to wait, with a link back', async ({
  page,
  newUser,
  baseURL,
  problems,
}) => {
  problems.expect(/Failed to load resource: .*429/)
  await signIn(page, await newUser(), { then: '/account/data' })
  const headers = { origin: baseURL ?? '' }
  for (let made = 0; made < 30; made += 1) {
    const answer = await page.request.post('/account/data/download', { headers })
    expect(answer.status()).toBe(200)
  }
  await page.getByRole('button', { name: 'Download my data' }).click()
  await expect(page.getByRole('alert')).toHaveText(TOO_MANY_ATTEMPTS)
  await page.getByRole('link', { name: 'Back to your data' }).click()
  await expect(page).toHaveURL('/account/data')
})
