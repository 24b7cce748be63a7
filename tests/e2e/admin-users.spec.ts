import { signIn, toastOf, whenAlive } from './actions'
import { staysInView } from './setup/stays-in-view'
import { expect, somebody, test } from './fixtures'

const pathOf = (user: { id: string }) => `/admin/users/${user.id}`

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled })

    test('users are searched, filtered and listed page by page', async ({
      page,
      newUser,
      database,
    }) => {
      const { username } = somebody()
      await signIn(page, await newUser({ role: 'ADMIN' }))
      const ada = await newUser({ name: `Ada Zeta${username}`, username })
      await newUser({ name: `Zeta${username} Disabled`, isDisabled: true })
      await page.getByRole('link', { name: 'Manage users' }).click()
      await whenAlive(page)
      const list = page.getByRole('table', { name: 'Users' })
      for (const search of [`zeta${username}`, `ada zeta${username}`, `@${username}`, ada.email]) {
        await page.getByLabel('Search users').fill(search)
        await page.getByRole('button', { name: 'Search' }).click()
        await expect(list).toContainText(`@${username}`)
      }
      await page.getByLabel('Search users').fill(`zeta${username}`)
      await page.getByLabel('State').selectOption('Disabled')
      await page.getByRole('button', { name: 'Search' }).click()
      await expect(list.locator('tbody tr')).toHaveCount(1)
      await expect(list).toContainText('Disabled')
      await expect(page.getByLabel('Search users')).toHaveValue(`zeta${username}`)

      await database.rows(
        `INSERT INTO users (id, email, username, name, "createdAt", "updatedAt", "emailVerifiedAt")
         SELECT gen_random_uuid(), $1 || n || '@many.example', $1 || n, $1 || ' ' || n, now(), now(), now()
           FROM generate_series(100, 129) n`,
        [`many${username}`],
      )
      await page.goto(`/admin/users?q=many${username}&sort=name`)
      await expect(page.getByText('30 users')).toBeVisible()
      await expect(list.locator('tbody tr')).toHaveCount(25)
      await page.getByRole('link', { name: 'Next' }).click()
      await expect(list.locator('tbody tr')).toHaveCount(5)
      await expect(list).toContainText(`many${username} 129`)
      await page.getByRole('link', { name: 'Previous' }).click()
      await expect(list.locator('tbody tr')).toHaveCount(25)
      await page.goto(`/admin/users?q=nobody${username}`)
      await expect(page.getByRole('heading', { name: 'No users found' })).toBeVisible()
    })
  })
}

test('search and filters stay in view while the list is scrolled', async ({ page, newUser }) => {
  await signIn(page, await newUser({ role: 'ADMIN' }), { then: '/admin/users' })
  await staysInView(page, page.getByRole('search'))
})

test('other users, and unknown ids, get a 404', async ({ page, newUser, newBrowser }) => {
  const [user, other] = [await newUser(), await newUser()]
  await signIn(page, user)
  for (const path of ['/admin/users', '/admin/users?q=ada', pathOf(other), pathOf(user)]) {
    const answer = await page.request.get(path)
    expect(answer.status(), path).toBe(404)
    expect(await answer.text(), path).not.toContain(other.email)
    const data = await page.request.get(path, { headers: { rsc: '1' } })
    expect(await data.text(), path).not.toContain(other.email)
  }
  const admin = await (await newBrowser()).newPage()
  await signIn(admin, await newUser({ role: 'ADMIN' }))
  const nobody = '018f0000-0000-7000-8000-000000000000'
  for (const id of [nobody, other.id.toUpperCase(), 'x', "'", `${other.id}x`]) {
    expect((await admin.request.get(`/admin/users/${id}`)).status(), id).toBe(404)
  }
  for (const malformed of ['%00', '..%2Fusers']) {
    expect((await admin.request.get(`/admin/users/${malformed}`)).status(), malformed).toBe(400)
  }
  const nonsense = 'q=y&q=x&role=ROOT&state=gone&sort=passwordHash&after=x&before[]=y&done=toString'
  expect((await admin.request.get(`/admin/users?${nonsense}`)).status()).toBe(200)
  expect((await admin.request.get(`/admin/users?q=%ED%A0%80%00%FF`)).status()).toBeLessThan(500)
})

test('the page describes devices and events, and contains nothing that opens a session', async ({
  page,
  newUser,
  newBrowser,
  database,
}) => {
  const user = await newUser()
  const elsewhere = await (await newBrowser()).newPage()
  await signIn(elsewhere, user)
  await signIn(page, await newUser({ role: 'ADMIN' }), { then: pathOf(user) })

  await expect(page.getByRole('region', { name: 'Devices', exact: true })).toContainText(
    'Chrome on',
  )
  await expect(page.getByRole('region', { name: 'Recent activity' })).toContainText('Signed in')
  const rows = await database.rows(
    `SELECT s.id, u."passwordHash" AS hash FROM sessions s JOIN users u ON u.id = s."userId"
      WHERE u.id = $1::uuid`,
    [user.id],
  )
  const [row] = rows
  const html = await (await page.request.get(pathOf(user))).text()
  expect(html).not.toContain(String(row?.id))
  expect(html).not.toContain(String(row?.hash))
  await expect(toastOf(page)).toBeEmpty()
})
