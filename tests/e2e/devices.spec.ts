import { createHash } from 'node:crypto'
import { expectSignedIn, signIn, whenAlive } from './actions'
import { expect, test, type Page, type User } from './fixtures'
import { FIREFOX, signedInBy } from './setup/audit'
import type { TestDatabase } from './setup/database'
import { actionFields, postForm } from './setup/http'
import { addDevices, confirmPassword, forgetProof } from './setup/sessions'
import { cookieName } from '@/lib/domain/site/cookie-names'

const devices = (page: Page) => page.getByRole('list', { name: 'Devices' }).getByRole('listitem')
const rowOf = (page: Page, name: string) => devices(page).filter({ hasText: name })
const endIn = (page: Page, name: string) =>
  rowOf(page, name).getByRole('button', { name: 'Sign out this device' }).click()
const statusOf = (page: Page) => page.getByRole('main').getByRole('status').filter({ hasText: /./ })

/** A device's id on the pages: the SHA-256 of its session's id. */
async function deviceIdOf(database: TestDatabase, user: User): Promise<string> {
  const [row] = await database.rows(`SELECT id FROM sessions WHERE "userId" = $1::uuid LIMIT 1`, [
    user.id,
  ])
  return createHash('sha256').update(String(row?.id)).digest('hex')
}

test('another browser is signed out from this one and loses access immediately', async ({
  page,
  newUser,
  newBrowser,
  database,
  problems,
}) => {
  problems.expect(/401 \(Unauthorized\)/)
  const user = await newUser()
  const elsewhere = await signedInBy(FIREFOX, user, newBrowser)
  await signIn(page, user, { then: '/account/sessions' })
  await expect(devices(page)).toHaveCount(2)
  await expect(devices(page).first()).toContainText('This device')
  await expect(devices(page).first()).toContainText('Chrome')
  await endIn(page, 'Firefox on Linux')

  await expect(statusOf(page)).toHaveText('The device was signed out.')
  await expect(devices(page)).toHaveCount(1)
  await expect(page.getByRole('list', { name: 'Devices' })).toBeFocused()
  await elsewhere.getByRole('link', { name: 'Dashboard' }).click()
  await expect(elsewhere).toHaveURL(/\/sign-in\?callbackUrl=%2Fdashboard/)
  await page.reload()
  await expect(devices(page)).toHaveCount(1)
  expect(
    await database.count(
      `audit_events WHERE action = 'session_ended' AND result = 'SUCCESS' AND "targetId" = $1::uuid`,
      [user.id],
    ),
  ).toBe(1)
})

test('signing out this device is a sign-out', async ({ page, newUser }) => {
  await signIn(page, await newUser(), { then: '/account/sessions' })
  await page.getByRole('button', { name: 'Sign out this device' }).click()

  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  expect((await page.context().cookies()).map(({ name }) => name)).not.toContain(
    cookieName('session'),
  )
  await page.goto('/account/sessions')
  await expect(page).toHaveURL('/sign-in?callbackUrl=%2Faccount%2Fsessions')
})

test('all other devices are signed out at once', async ({ page, newUser, newBrowser }) => {
  const user = await newUser()
  const others = []
  for (let count = 0; count < 3; count += 1) {
    others.push(await signedInBy(FIREFOX, user, newBrowser))
  }
  await signIn(page, user, { then: '/account/sessions' })
  await expect(page.getByRole('heading', { name: '4 devices' })).toBeVisible()
  await page.getByRole('button', { name: 'Sign out other devices' }).click()

  await expect(statusOf(page)).toHaveText('3 devices were signed out.')
  await expect(devices(page)).toHaveCount(1)
  for (const other of others) {
    await other.reload()
    await expect(other).toHaveURL(/\/sign-in/)
  }
  await page.getByRole('button', { name: 'Sign out other devices' }).click()
  await expect(statusOf(page)).toHaveText('You weren’t signed in anywhere else.')
})

test('signing out everywhere includes this device, and asks for the password if the proof is old', async ({
  page,
  newUser,
  newBrowser,
  database,
}) => {
  const user = await newUser()
  const other = await signedInBy(FIREFOX, user, newBrowser)
  await signIn(page, user, { then: '/account/sessions' })
  await forgetProof(database, user, page)
  await page.getByRole('button', { name: 'Sign out everywhere' }).click()
  await expect(page).toHaveURL('/confirm-password?callbackUrl=%2Faccount%2Fsessions')
  await other.reload()
  await expectSignedIn(other)

  await confirmPassword(page, user.password)
  await expect(page).toHaveURL('/account/sessions')
  await whenAlive(page)
  await page.getByRole('button', { name: 'Sign out everywhere' }).click()

  await expect(page.getByText('You were signed out everywhere.')).toBeVisible()
  expect((await page.context().cookies()).map(({ name }) => name)).not.toContain(
    cookieName('session'),
  )
  await other.reload()
  await expect(other).toHaveURL(/\/sign-in/)
})

test("no page contains a session's id", async ({ page, newUser, newBrowser, database }) => {
  const user = await newUser()
  await signIn(await (await newBrowser()).newPage(), user)
  const mine = await deviceIdOf(database, user)
  const ids = await database.rows('SELECT id FROM sessions WHERE "userId" = $1::uuid', [user.id])
  await signIn(page, user, { then: '/account/sessions' })
  const html = await (await page.request.get('/account/sessions')).text()

  expect(html).toContain(mine)
  for (const { id } of ids) expect(html).not.toContain(String(id))
})

test("another user's device, an unknown one and nonsense are not found, and nothing happens", async ({
  page,
  baseURL,
  newUser,
  newBrowser,
  database,
}) => {
  const [ada, eve] = [await newUser(), await newUser()]
  const other = await (await newBrowser()).newPage()
  await signIn(other, ada)
  await signIn(page, eve, { then: '/account/sessions' })
  const visitor = { request: page.request, url: baseURL ?? '' }
  const hidden = await actionFields(visitor, '/account/sessions', 'device')

  const theirs = await deviceIdOf(database, ada)
  const statuses = []
  for (const device of [theirs, '0'.repeat(64), 'x', '']) {
    const parts = [{ name: 'device', value: device }]
    statuses.push((await postForm(visitor, '/account/sessions', parts, hidden)).status())
  }

  expect(statuses).toEqual([404, 404, 404, 404])
  await other.reload()
  await expectSignedIn(other)
})

test('signing out a device that has ended meanwhile is not an error', async ({
  page,
  newUser,
  newBrowser,
}) => {
  const user = await newUser()
  const elsewhere = await signedInBy(FIREFOX, user, newBrowser)
  await signIn(page, user, { then: '/account/sessions' })
  await elsewhere.getByRole('button', { name: 'Sign out' }).click()
  await expect(elsewhere).toHaveURL('/sign-in')
  await endIn(page, 'Firefox on Linux')

  await expect(statusOf(page)).toHaveText('The device was signed out.')
  await expect(devices(page)).toHaveCount(1)
})

test('hundreds of devices are paged', async ({ page, newUser, database }) => {
  const user = await newUser()
  await signIn(page, user)
  await addDevices(database, user, 300)
  await page.goto('/account/sessions')
  await whenAlive(page)
  await expect(page.getByRole('heading', { name: '301 devices' })).toBeVisible()
  await expect(devices(page)).toHaveCount(21)
  await page.getByRole('link', { name: 'Next' }).click()
  await expect(page.getByText('Page 2 of 15')).toBeVisible()
  await expect(devices(page)).toHaveCount(20)
  await page.goto('/account/sessions?page=99999')
  await expect(page.getByText('Page 15 of 15')).toBeVisible()
  for (const nonsense of ['0', '-1', 'x', '1e9', '1&page=2']) {
    await page.goto(`/account/sessions?page=${nonsense}`)
    await expect(page.getByText('Page 1 of 15')).toBeVisible()
  }
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('one device is signed out, then the others, then this one', async ({
    page,
    newUser,
    newBrowser,
  }) => {
    const user = await newUser()
    for (let count = 0; count < 3; count += 1) {
      await signedInBy(FIREFOX, user, newBrowser)
    }
    await signIn(page, user, { then: '/account/sessions' })
    await devices(page).nth(1).getByRole('button', { name: 'Sign out this device' }).click()
    await expect(statusOf(page)).toHaveText('The device was signed out.')
    await expect(devices(page)).toHaveCount(3)
    await page.getByRole('button', { name: 'Sign out other devices' }).click()
    await expect(statusOf(page)).toHaveText('2 devices were signed out.')
    await expect(devices(page)).toHaveCount(1)
    await page.getByRole('button', { name: 'Sign out this device' }).click()

    await expect(page).toHaveURL('/sign-in')
  })

  test('signing out everywhere asks for the password if the proof is old', async ({
    page,
    newUser,
    database,
  }) => {
    const user = await newUser()
    await signIn(page, user, { then: '/account/sessions' })
    await forgetProof(database, user, page)
    await page.getByRole('button', { name: 'Sign out everywhere' }).click()
    await confirmPassword(page, user.password)
    await expect(page).toHaveURL('/account/sessions')
    await page.getByRole('button', { name: 'Sign out everywhere' }).click()

    await expect(page.getByText('You were signed out everywhere.')).toBeVisible()
  })
})
