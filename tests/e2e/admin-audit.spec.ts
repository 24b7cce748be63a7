import { DEFAULT_PATH } from '@/lib/domain/site/redirects'
import { readFile } from 'node:fs/promises'
import { signIn } from './actions'
import { expect, test, type Page } from './fixtures'
import { addEvents, triedBefore } from './setup/audit'
import { staysInView } from './setup/stays-in-view'
import { product } from '@/lib/product'

const events = (page: Page) => page.getByRole('table', { name: 'Events' }).locator('tbody tr')

/** The lines of the exported file. */
async function exported(page: Page): Promise<string[]> {
  const waiting = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Export CSV' }).click()
  const download = await waiting
  expect(download.suggestedFilename()).toMatch(
    new RegExp(`^${product.slug}-audit-\\d{4}-\\d\\d-\\d\\d\\.csv$`),
  )
  return (await readFile(await download.path(), 'utf8')).split('\r\n').slice(0, -1)
}

test('an administrator finds what happened, with who, where and when', async ({
  page,
  newUser,
  address,
}) => {
  const user = await newUser()
  await triedBefore(page, user)
  await signIn(page, await newUser({ role: 'ADMIN' }))
  await page.getByRole('link', { name: 'Audit log', exact: true }).click()
  await page.getByLabel('User').fill(user.username)
  await page.getByLabel('Event', { exact: true }).selectOption('authn_login_fail')
  await page.getByLabel('Result').selectOption('Failure')
  await page.getByRole('button', { name: 'Filter' }).click()

  await expect(events(page)).toHaveCount(1)
  await expect(events(page)).toContainText(`@${user.username}`)
  await expect(events(page)).toContainText(address)
  await expect(events(page)).toContainText('Chrome')
  await expect(events(page)).toContainText('Sign-in with a wrong password')
  await expect(events(page).getByText('authn_login_fail')).toBeHidden()
  await events(page).getByText('Details', { exact: true }).click()
  await expect(events(page).getByText('authn_login_fail')).toBeVisible()
  await expect(events(page)).toContainText(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC/)
  await expect(page.getByLabel('User')).toHaveValue(user.username)
  await page.getByLabel('To (UTC)').fill('2020-01-01')
  await page.getByRole('button', { name: 'Filter' }).click()
  await expect(page.getByText('No events match these filters.')).toBeVisible()
  await page.getByRole('link', { name: 'Clear filters' }).click()
  await expect(events(page)).not.toHaveCount(0)

  await page.getByLabel('User').fill(user.username)
  await page.getByRole('button', { name: 'Filter' }).click()
  await events(page).first().getByRole('link', { name: user.name }).click()
  await expect(page.getByRole('heading', { name: user.name, level: 1 })).toBeVisible()
  await page.getByRole('link', { name: 'View in audit log' }).click()
  await expect(page.getByText(`Events of ${user.name} (@${user.username})`)).toBeVisible()
  await expect(events(page)).not.toHaveCount(0)
})

test('the filters stay in view while the log is scrolled', async ({ page, newUser }) => {
  await signIn(page, await newUser({ role: 'ADMIN' }), { then: '/admin/audit' })
  await staysInView(page, page.getByRole('search'))
})

test('the export contains the filtered events and is recorded itself', async ({
  page,
  newUser,
  database,
}) => {
  const user = await newUser()
  await addEvents(database, user, 120)
  const admin = await newUser({ role: 'ADMIN' })
  await signIn(page, admin, { then: `/admin/audit?person=${user.id}` })
  await expect(events(page)).toHaveCount(50)
  const lines = await exported(page)

  expect(lines).toHaveLength(121)
  expect(lines[0]).toContain('"time","action","result"')
  expect(lines[1]).toContain(`"user_updated","SUCCESS","${user.id}","${user.username}"`)
  await page.goto(`/admin/audit?person=${admin.username}`)
  await expect(events(page).first()).toContainText('audit_exported')
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('the log is filtered, paged and exported', async ({ page, newUser, database }) => {
    const user = await newUser()
    await addEvents(database, user, 70)
    await signIn(page, await newUser({ role: 'ADMIN' }), { then: '/admin/audit' })
    await page.getByLabel('User').fill(user.email)
    await page.getByRole('button', { name: 'Filter' }).click()
    await expect(events(page)).toHaveCount(50)
    await page.getByRole('link', { name: 'Next' }).click()
    await expect(events(page)).toHaveCount(20)

    expect(await exported(page)).toHaveLength(71)
  })
})

test('other users get neither the page nor the export', async ({
  page,
  newUser,
  problems,
  database,
}) => {
  problems.expect(/404 \(Not Found\)/)
  const user = await newUser()
  const origin = new URL((await page.goto('/'))?.url() ?? '').origin
  const take = () =>
    page.request.post('/admin/audit/export', { headers: { origin }, maxRedirects: 0 })
  expect((await take()).status()).toBe(303)
  await page.goto('/admin/audit')
  await expect(page).toHaveURL(/\/sign-in\?callbackUrl=%2Fadmin%2Faudit/)
  await signIn(page, user)
  expect((await take()).status()).toBe(404)
  expect((await page.goto('/admin/audit'))?.status()).toBe(404)
  await page.goto(DEFAULT_PATH)
  await expect(page.getByRole('link', { name: 'Audit log' })).toHaveCount(0)
  const exports = `audit_events WHERE action = 'audit_exported' AND "actorId" = $1`
  expect(await database.count(exports, [user.id])).toBe(0)
})

test('another site cannot make an administrator download the export', async ({ page, newUser }) => {
  await signIn(page, await newUser({ role: 'ADMIN' }))
  const answer = await page.request.post('/admin/audit/export', {
    headers: { origin: 'https://evil.example' },
  })
  expect(answer.status()).toBe(403)
})

test('invalid filters are ignored, and export nothing', async ({ page, newUser }) => {
  await signIn(page, await newUser({ role: 'ADMIN' }))
  const refused = await page.request.post('/admin/audit/export', {
    headers: { origin: new URL(page.url()).origin },
    form: { person: 'a'.repeat(255) },
  })
  expect(refused.status()).toBe(400)
  expect(await refused.text()).toContain('Nothing was exported')
  for (const query of [
    'action=x&result=y',
    'from=0000-01-01&to=9999-99-99',
    'person=a&person=b',
    'before=1.x',
    'person=%00',
    "person='--",
  ]) {
    expect((await page.goto(`/admin/audit?${query}`))?.status(), query).toBe(200)
  }
})
