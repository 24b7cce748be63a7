import { DEFAULT_PATH } from '@/lib/domain/site/redirects'
import { expectSignedIn, fillSignIn, signIn } from './actions'
import { expect, test } from './fixtures'
import { holdAnswers } from './setup/network'
import { giveRole } from './setup/sessions'
import { product } from '@/lib/product'

test.use({
  userAgent:
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36',
})

test('the dashboard shows the user and how they are signed in', async ({
  page,
  newUser,
  address,
}) => {
  const user = await newUser()
  await signIn(page, user)

  const you = page.getByRole('region', { name: 'Profile' })
  for (const fact of [user.name, `@${user.username}`, user.email, 'User']) {
    await expect(you.getByText(fact, { exact: true }).first()).toBeVisible()
  }
  const session = page.getByRole('region', { name: 'This session' })
  await expect(session).toContainText('Chrome on Linux')
  await expect(session).toContainText(address)
  await expect(session.getByText('Started')).toBeVisible()
  await expect(session.getByText('Expires')).toBeVisible()
})

test('the dashboard links to every account page', async ({ page, newUser }) => {
  const user = await newUser()
  await signIn(page, user)
  const links = page.getByRole('region', { name: 'Account', exact: true }).getByRole('link')
  await expect(links).toHaveText([
    ...['Profile', 'Security', 'Devices', 'Access tokens', 'Activity', 'Your data'],
  ])
  for (const link of await links.all()) {
    const path = (await link.getAttribute('href')) ?? ''
    const answer = await page.request.get(path, { maxRedirects: 0 })
    expect(answer.status(), path).toBe(200)
  }
  await links.last().click()
  await expect(page).toHaveURL('/account/data')
})

test('both limits count down visibly', async ({ page, newUser }) => {
  await page.clock.install()
  await signIn(page, await newUser())
  const idle = page.getByRole('timer', { name: 'Time until idle timeout' })
  const absolute = page.getByRole('timer', { name: 'Time until session limit' })
  await expect(idle).toHaveText(/^59 min \d+ s$/)
  await expect(absolute).toHaveText('7 h 59 min')

  await page.clock.fastForward('20:00')

  await expect(idle).toHaveText(/^39 min \d+ s$/)
  await expect(absolute).toHaveText('7 h 39 min')
})

test('a device whose clock is years off counts down the same', async ({ page, newUser }) => {
  await page.clock.install({ time: new Date('2001-02-03T04:05:06Z') })
  await signIn(page, await newUser())

  const idle = page.getByRole('timer', { name: 'Time until idle timeout' })
  await expect(idle).toHaveText(/^59 min \d+ s$/)
  await page.clock.fastForward('10:00')
  await expect(idle).toHaveText(/^49 min \d+ s$/)
})

test('administrators see a panel, and other users are sent none of it', async ({
  page,
  newUser,
  newBrowser,
}) => {
  await signIn(page, await newUser({ role: 'ADMIN' }))
  const panel = page.getByRole('region', { name: 'Administration' })
  await expect(panel).toContainText('Accounts')
  await expect(panel).toContainText('Active sessions')

  const other = await (await newBrowser()).newPage()
  await signIn(other, await newUser())
  await expect(other.getByRole('heading', { name: 'Dashboard' })).toBeVisible()
  for (const headers of [{}, { rsc: '1' }]) {
    const answer = await other.request.get(DEFAULT_PATH, { headers })
    expect(await answer.text()).not.toMatch(/Administration|Active sessions/)
  }
})

test('a changed role takes effect on the next page', async ({ page, newUser, database }) => {
  const user = await newUser()
  await signIn(page, user)
  await expect(page.getByRole('region', { name: 'Administration' })).toHaveCount(0)

  await giveRole('ADMIN', { page, database, user })
  await page.reload()
  await expect(page.getByRole('region', { name: 'Administration' })).toBeVisible()

  await giveRole('USER', { page, database, user })
  await page.reload()
  await expect(page.getByRole('heading', { name: 'Dashboard' })).toBeVisible()
  await expect(page.getByRole('region', { name: 'Administration' })).toHaveCount(0)
})

test('the header shows a changed name without a reload', async ({ page, newUser }) => {
  const user = await newUser()
  // A page that is being left cannot be queried; its header tells.
  const seen: string[] = []
  await page.exposeFunction('headerShows', (text: string) => seen.push(text))
  await page.addInitScript(() => {
    const tell = () => {
      const header = document.querySelector('header')
      const { headerShows } = window as unknown as { headerShows: (text: string) => void }
      if (header && window.location.pathname === '/sign-in') headerShows(header.innerText)
    }
    new MutationObserver(tell).observe(document, { childList: true, subtree: true })
  })
  await page.goto('/sign-in')
  const dashboard = await holdAnswers(page, '/dashboard', 'GET')
  await fillSignIn(page, { identifier: user.email, password: user.password })

  await expect.poll(() => seen.join()).toContain(user.name)
  dashboard.letGo()
  await expectSignedIn(page)
})

test('a name is text, whatever it looks like', async ({ page, newUser }) => {
  const name = `<img src=x onerror="document.title='pwned'">`
  await signIn(page, await newUser({ name }))

  await expect(page.getByRole('banner')).toContainText(name)
  await expect(page.getByRole('main')).toContainText(name)
  await expect(page).toHaveTitle(`Dashboard · ${product.name}`)
})
