import { alertOf, expectSignedIn, fillSignIn, signIn } from './actions'
import { expect, test } from './fixtures'
import { idleUntil, passTime, sessionTimes, untilHeard } from './setup/sessions'
import { product } from '@/lib/product'

const EXPIRED = 'Your session has expired. Please sign in again.'

test.describe('an idle session', () => {
  test.use({ server: 'short-sessions' })

  test('ends visibly, covers the page, and leads back to it', async ({ page, newUser }) => {
    const user = await newUser()
    await signIn(page, user, { then: '/dashboard?tab=one' })
    const cover = page.getByRole('alertdialog', { name: EXPIRED })
    await expect(cover).toBeVisible({ timeout: 20_000 })
    const signInLink = cover.getByRole('link', { name: 'Sign in' })
    await expect(signInLink).toBeFocused()
    // The page beneath cannot be reached, and the cover cannot be dismissed.
    await expect(
      page.getByRole('button', { name: 'Sign out' }).click({ trial: true, timeout: 500 }),
    ).rejects.toThrow('intercepts pointer events')
    for (const key of ['Escape', 'Escape', 'Escape']) await page.keyboard.press(key)
    await expect(cover).toBeVisible()

    await signInLink.click()
    await fillSignIn(page, { identifier: user.email, password: user.password })
    await expect(page).toHaveURL('/dashboard?tab=one')
  })

  test('is restored automatically after a sign-in in another tab', async ({
    page,
    context,
    newUser,
  }) => {
    const user = await newUser()
    await signIn(page, user)
    const cover = page.getByRole('alertdialog', { name: EXPIRED })
    await expect(cover).toBeVisible({ timeout: 20_000 })
    const other = await context.newPage()
    await other.goto('/sign-in')
    await fillSignIn(other, { identifier: user.email, password: user.password })
    await expectSignedIn(other)

    await expect(cover).toBeHidden()
    await expect(page.getByRole('main').getByText(`@${user.username}`)).toBeVisible()
  })
})

test('a user who returns after the end is told why and led back', async ({
  page,
  newUser,
  database,
}) => {
  const user = await newUser()
  await signIn(page, user)
  await passTime(3601, { page, database, user })
  await page.goto('/dashboard?tab=two')

  await expect(page).toHaveURL(/^[^?]*\/sign-in\?/)
  await expect(alertOf(page)).toHaveText(EXPIRED)
  await fillSignIn(page, { identifier: user.email, password: user.password })
  await expect(page).toHaveURL('/dashboard?tab=two')
})

test('the page warns two minutes before the idle limit', async ({ page, newUser }) => {
  await page.clock.install()
  await signIn(page, await newUser())
  await expect(page.getByRole('timer', { name: 'Time until idle timeout' })).toBeVisible()
  await page.clock.fastForward('57:30')
  await expect(page.getByRole('button', { name: 'Stay signed in' })).toHaveCount(0)
  await page.clock.fastForward('00:45')

  const warning = page.getByRole('alert').filter({ hasText: 'Are you still there?' })
  await expect(warning).toBeVisible()
  await expect(warning.getByRole('timer')).toHaveText(/^1 min \d+ s$/)
  await expect(warning.getByRole('button', { name: 'Stay signed in' })).toBeVisible()
})

test('"Stay signed in" restarts the idle limit', async ({ page, newUser, database }) => {
  const user = await newUser()
  await idleUntil(90, { page, database, user })
  await page.getByRole('button', { name: 'Stay signed in' }).click()

  await expect(page.getByRole('alert').filter({ hasText: 'Are you still there?' })).toHaveCount(0)
  expect((await sessionTimes(database, user)).idleLeftSeconds).toBeGreaterThan(3590)
  await expect(page.getByRole('timer', { name: 'Time until idle timeout' })).toHaveText(/^59 min/)
})

test('before the absolute limit the page offers to sign in again, and leads back', async ({
  page,
  newUser,
  database,
}) => {
  const user = await newUser()
  await signIn(page, user, { then: '/dashboard?tab=three' })
  await expect(page.getByRole('timer', { name: 'Time until session limit' })).toBeVisible()
  // As if active until the end of a working day: both limits are at the same time.
  const endSoon = `
    UPDATE sessions
       SET "absoluteEndAt" = now() + interval '90 s', "idleEndAt" = now() + interval '90 s'
     WHERE "userId" = $1::uuid`
  await untilHeard(page, () => database.rows(endSoon, [user.id]))
  await page.reload()
  const warning = page.getByRole('alert').filter({ hasText: 'is about to expire' })
  await expect(warning).toBeVisible()
  await expect(page.getByRole('button', { name: 'Stay signed in' })).toHaveCount(0)
  await warning.getByRole('button', { name: 'Sign in again' }).click()

  await expect(page).toHaveURL('/sign-in?callbackUrl=%2Fdashboard%3Ftab%3Dthree')
  expect((await sessionTimes(database, user)).isRevoked).toBe(true)
  await fillSignIn(page, { identifier: user.email, password: user.password })
  await expect(page).toHaveURL('/dashboard?tab=three')
})

test('a clock that jumps ends no session: the server is asked first', async ({ page, newUser }) => {
  await page.clock.install()
  const user = await newUser()
  await signIn(page, user)
  await expect(page.getByRole('timer', { name: 'Time until idle timeout' })).toBeVisible()
  const asked = page.waitForResponse('**/api/auth/session')
  await page.clock.fastForward('03:00:00')
  await asked
  await page.waitForResponse('**/api/auth/session')

  await expect(page.getByRole('alertdialog')).toHaveCount(0)
  await expect(page.getByRole('main').getByText(`@${user.username}`)).toBeVisible()
})

test('when the server cannot be reached the page says so, and nothing false', async ({
  page,
  newUser,
  problems,
}) => {
  problems.expect(/Failed to load resource/)
  await page.clock.install()
  await signIn(page, await newUser())
  await expect(page.getByRole('timer', { name: 'Time until idle timeout' })).toBeVisible()
  await page.route('**/api/auth/session', (route) => route.abort('connectionreset'))
  await page.clock.fastForward('01:01:00')

  await expect(
    page.getByText(`We can’t reach ${product.name} to check your session.`),
  ).toBeVisible()
  await expect(page.getByRole('alertdialog')).toHaveCount(0)
})
