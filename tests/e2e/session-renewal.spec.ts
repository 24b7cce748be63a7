import { DEFAULT_PATH } from '@/lib/domain/site/redirects'
import { signIn } from './actions'
import { expect, test } from './fixtures'
import { recordRequests } from './setup/network'
import { passTime, sessionTimes } from './setup/sessions'
import { cookieName } from '@/lib/domain/site/cookie-names'
import { INTERNAL_HEADERS } from '@/lib/platform/internal-headers'

const IDLE = 3600
const MINUTE = 60

test('an active user stays signed in, with one report a minute', async ({
  page,
  newUser,
  database,
}) => {
  await page.clock.install()
  const user = await newUser()
  await signIn(page, user)
  await expect(page.getByRole('timer', { name: 'Time until idle timeout' })).toBeVisible()
  const requests = recordRequests(page)
  const reports = () =>
    requests.filter(
      (request) => request.method() === 'POST' && request.url().endsWith('/api/auth/session'),
    ).length
  const move = async () => {
    for (let x = 100; x < 300; x += 20) await page.mouse.move(x, x)
  }

  await move()
  await page.keyboard.press('Shift')
  expect(reports()).toBe(0)
  for (const minute of [1, 2]) {
    await passTime(MINUTE + 1, { page, database, user })
    await page.clock.fastForward((MINUTE + 1) * 1000)
    const renewed = page.waitForResponse(
      (response) => response.request().method() === 'POST' && response.ok(),
    )
    await move()
    await page.keyboard.press('Shift')
    await renewed

    expect(reports()).toBe(minute)
    const { quietSeconds, idleLeftSeconds } = await sessionTimes(database, user)
    expect(quietSeconds).toBeLessThan(20)
    expect(idleLeftSeconds).toBeGreaterThan(IDLE - 20)
  }
})

for (const [what, act] of [
  ['opening a page', 'reload'],
  ['following a link', 'link'],
  ['sending a form', 'form'],
] as const) {
  test(`${what} counts as activity`, async ({ page, newUser, database }) => {
    const user = await newUser()
    await signIn(page, user)
    await expect(page.getByRole('timer', { name: 'Time until idle timeout' })).toBeVisible()
    await passTime(30 * MINUTE, { page, database, user })
    if (act === 'reload') await page.reload()
    if (act === 'link') await page.getByRole('link', { name: 'Dashboard' }).click()
    if (act === 'form') await page.getByRole('button', { name: 'Dark' }).click()

    await expect
      .poll(async () => (await sessionTimes(database, user)).idleLeftSeconds)
      .toBeGreaterThan(IDLE - 20)
  })
}

test('reading the session, prefetching and probing never renew it', async ({
  page,
  newUser,
  database,
}) => {
  const user = await newUser()
  await signIn(page, user)
  await passTime(30 * MINUTE, { page, database, user })
  await page.goto('about:blank')
  const before = await sessionTimes(database, user)
  const document = { accept: 'text/html' }
  for (const [path, headers] of [
    ['/api/auth/session', {}],
    ['/api/auth/session', document],
    ['/api/auth/csrf', document],
    ['/api/health', document],
    ['/api/health/ready', document],
    ['/icon.svg', document],
    ['/dashboard', { ...document, 'sec-purpose': 'prefetch;prerender' }],
    ['/dashboard', { ...document, purpose: 'prefetch' }],
    ['/dashboard', { ...document, 'x-moz': 'prefetch' }],
    ['/dashboard', { rsc: '1', 'next-router-prefetch': '1' }],
    ['/dashboard', { rsc: '1', 'next-router-segment-prefetch': '/_tree' }],
    ['/dashboard', { accept: 'application/json' }],
    ['/dashboard', { ...document, 'sec-fetch-mode': 'cors' }],
    ['/dashboard', { accept: '*/*', [INTERNAL_HEADERS.activity]: '1' }],
  ] as const) {
    const answer = await page.request.get(path, { headers })
    expect(
      answer
        .headersArray()
        .filter(
          ({ name, value }) =>
            /set-cookie/i.test(name) && value.startsWith(`${cookieName('session')}=`),
        ),
    ).toEqual([])
  }
  await page.request.head(DEFAULT_PATH, { headers: document })

  const after = await sessionTimes(database, user)
  expect(after.idleLeftSeconds).toBeLessThanOrEqual(before.idleLeftSeconds)
  expect(after.quietSeconds).toBeGreaterThan(30 * MINUTE)
})

test('activity never moves the absolute limit, nor the idle one past it', async ({
  page,
  newUser,
  database,
}) => {
  const user = await newUser()
  await signIn(page, user)
  const endSoon = `
    UPDATE sessions SET "absoluteEndAt" = now() + interval '70 min' WHERE "userId" = $1::uuid`
  await database.rows(endSoon, [user.id])
  await passTime(50 * MINUTE, { page, database, user })
  await page.reload()

  await expect
    .poll(async () => (await sessionTimes(database, user)).quietSeconds)
    .toBeLessThan(MINUTE)
  const { idleLeftSeconds, absoluteLeftSeconds } = await sessionTimes(database, user)
  expect(idleLeftSeconds).toBeCloseTo(absoluteLeftSeconds, 0)
  expect(absoluteLeftSeconds).toBeLessThanOrEqual(20 * MINUTE)
})

test('a remembered session shows no idle warning', async ({ page, newUser, database }) => {
  const user = await newUser()
  await signIn(page, user, { remember: true })
  await passTime(20 * 24 * 60 * MINUTE, { page, database, user })
  await page.reload()

  await expect(page.getByRole('main').getByText(`@${user.username}`)).toBeVisible()
  await expect(page.getByRole('timer', { name: 'Time until idle timeout' })).toHaveCount(0)
})
