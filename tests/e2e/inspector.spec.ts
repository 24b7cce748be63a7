import { DEFAULT_PATH } from '@/lib/domain/site/redirects'
import { whenAlive } from './actions'
import { expect, test, type Page, type User } from './fixtures'
import { lookAgain } from './setup/sessions'
import { cookieName } from '@/lib/domain/site/cookie-names'

/*
 * The inspector: one's own sign-in, watched while it happens. Nothing here is simulated: the requests
 * are real, and so are the durations and the masked values.
 */

async function signInHere(page: Page, { email, password }: Pick<User, 'email' | 'password'>) {
  await page.getByLabel('Email or username').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in here' }).click()
}

async function openInspector(page: Page) {
  await page.goto('/inspector')
  await whenAlive(page)
  await expect(card(page, 'Sequence').getByText('Live')).toBeVisible()
}

async function signedInHere(page: Page, user: User) {
  await openInspector(page)
  await signInHere(page, user)
  await expect(page.getByText('Signed in. Look at the sequence.')).toBeVisible()
}

const card = (page: Page, name: string) => page.getByRole('region', { name, exact: true })

const stepsOf = (page: Page, request: string) =>
  page.getByRole('list', { name: `Steps of ${request}` })

/** Longer than the longest scenario takes on a busy machine. */
const A_SCENARIO = { timeout: 20_000 }

const CALLBACK = 'POST /api/auth/callback/credentials'

const milliseconds = (text: string) => {
  const [, number = '', unit] = /([\d.]+) (ms|s)/.exec(text) ?? []
  return Number(number) * (unit === 's' ? 1000 : 1)
}

test('somebody signed out watches their own sign-in', async ({ page, newUser }) => {
  const user = await newUser()
  await signedInHere(page, user)

  await test.step('step by step', async () => {
    const steps = stepsOf(page, CALLBACK)
    for (const name of [
      'CSRF check',
      'redirect callback',
      'authorize',
      'Limiter counts',
      'bcrypt',
    ]) {
      await expect(steps.getByText(name, { exact: true })).toBeVisible()
    }
    const jwt = steps.getByRole('listitem').filter({ hasText: 'jwt callback' })
    await expect(jwt).toContainText('trigger signIn')
    await jwt.getByText('jwt callback').click()
    await expect(jwt).toContainText('the one time that user is given')
    await expect(steps.getByText('session callback')).toHaveCount(0)
  })

  await test.step('bcrypt took a part of the time its request took', async () => {
    const request = page.getByRole('listitem').filter({ has: stepsOf(page, CALLBACK) })
    const whole = milliseconds(
      (await request.locator('summary').first().innerText()).replace('\n', ' '),
    )
    const bcrypt = stepsOf(page, CALLBACK)
      .getByRole('listitem')
      .filter({ hasText: 'bcrypt' })
      .first()
    const part = milliseconds(await bcrypt.locator('summary').first().innerText())
    expect(part).toBeGreaterThan(5)
    expect(part).toBeLessThan(whole)
  })

  await test.step('the steps link to the code they ran, line and all', async () => {
    const jwt = stepsOf(page, CALLBACK).getByRole('listitem').filter({ hasText: 'jwt callback' })
    await jwt.getByText(/lib\/auth\/callbacks\.ts:\d+/).click()
    await expect(jwt.locator('pre')).toContainText("if (trigger === 'signIn')")
  })

  await test.step('the jar shows the HttpOnly cookies, and the page’s own script sees none', async () => {
    const jar = card(page, 'Cookie jar')
    const row = jar.getByRole('row').filter({ hasText: cookieName('session') })
    await expect(row).toContainText('HttpOnly, SameSite=lax, Path=/')
    await expect(row).toContainText(/\d+ of 4096/)
    await expect(jar.getByRole('listitem').filter({ hasText: CALLBACK })).toContainText('appeared')
    await expect(jar.getByRole('region', { name: 'What JavaScript sees' })).toContainText('""')
    expect(await page.evaluate(() => document.cookie)).toBe('')
  })

  await test.step('token and session stand side by side: encrypted, masked, and what was dropped', async () => {
    const token = card(page, 'Token and session')
    await expect(token).toContainText('"alg":"dir","enc":"A256CBC-HS512"')
    const id = `${user.id.slice(0, 4)}…${user.id.slice(-4)}`
    await expect(token.getByRole('row').filter({ hasText: 'user.id' })).toContainText(`id: ${id}`)
    await expect(token.getByRole('row').filter({ hasText: 'jti' })).toContainText('dropped')
    await expect(token.getByRole('row').filter({ hasText: 'user.email' })).toContainText('added')
  })

  await test.step('the CSRF pair matches, its values masked', async () => {
    const csrf = card(page, 'CSRF')
    await expect(csrf).toContainText('Both match')
    const values = await csrf.getByRole('definition').allInnerTexts()
    expect(values).toHaveLength(4)
    for (const value of values) expect(value).toMatch(/^[0-9a-f]{4}…[0-9a-f]{4}/)
  })
})

test('a wrong password shows where the chain stops, and what the browser sees', async ({
  page,
  newUser,
}) => {
  const user = await newUser()
  await openInspector(page)
  await signInHere(page, { ...user, password: 'not the password' })
  const sequence = card(page, 'Sequence')
  await expect(sequence).toContainText('The chain stops at “authorize”.')
  await expect(sequence).toContainText('Invalid email or password.')
  await expect(stepsOf(page, CALLBACK)).toContainText('does not fit')
})

test('a recording is replayed, taken along, and opened in another browser', async ({
  page,
  newUser,
  newBrowser,
}) => {
  await signedInHere(page, await newUser())
  await page.getByRole('button', { name: 'Step', exact: true }).click()
  await expect(card(page, 'Sequence').getByText(/^1 of \d+$/)).toBeVisible()
  await expect(stepsOf(page, CALLBACK)).toHaveCount(0)
  await page.getByRole('button', { name: 'Show all' }).click()
  await expect(stepsOf(page, CALLBACK)).toHaveCount(1)

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download JSON' }).click(),
  ])
  const stranger = await (await newBrowser()).newPage()
  await openInspector(stranger)
  await stranger.getByLabel('Open a recording').setInputFiles(await download.path())
  await expect(stranger.getByText('A recording from a file')).toBeVisible()
  await expect(stepsOf(stranger, CALLBACK).getByText('bcrypt', { exact: true })).toBeVisible()
})

test('the tour leads from the empty jar to the picture of where the session lives', async ({
  page,
  newUser,
}) => {
  const user = await newUser()
  await openInspector(page)
  const [tour, picture] = [card(page, 'Guided tour'), card(page, 'Where your session lives')]
  await expect(picture).toContainText('there is no cookie, so there is nothing to ask')
  await page.getByRole('button', { name: 'Read the session' }).click()
  await expect(tour.getByRole('status')).toContainText('Sign in with a wrong password.')
  await signInHere(page, { ...user, password: 'not the password' })
  await expect(tour.getByRole('status')).toContainText('Sign in with the right one.')
  await signInHere(page, user)
  await expect(picture).toContainText('You are signed in because both hold')
  await expect(tour).toContainText('The empty jar, done')
  await page.getByRole('button', { name: 'Call update()' }).click()
  await page.getByRole('button', { name: 'Load a page' }).click()
  await expect(tour.getByRole('status')).toContainText('Sign out, then run the scenario')
  await page.getByRole('button', { name: 'Sign out here' }).click()
  await expect(tour.getByRole('status')).toContainText('That is all of it.')
  await expect(picture).toContainText('Nobody is signed in here')
})

test('the callbacks are counted from what one did', async ({ page, newUser }) => {
  await signedInHere(page, await newUser())
  await page.getByRole('button', { name: 'Call update()' }).click()
  await expect(page.getByText('the role is still USER')).toBeVisible()
  const rowOf = (name: string) => card(page, 'Callbacks, measured').getByRole('row', { name })
  await expect(rowOf('Sign in 1 time').locator('[data-callback=jwt]')).toContainText('✓ 1×')
  await expect(rowOf('Sign in 1 time').locator('[data-callback=session]')).toContainText('no')
  await expect(rowOf('Call update()').locator('[data-callback=jwt]')).toContainText('✓ 1×')
})

test('what another tab does is seen here too', async ({ page, context, newUser }) => {
  await signedInHere(page, await newUser())
  const other = await context.newPage()
  await other.goto(DEFAULT_PATH)
  await expect(card(page, 'Sequence').getByText('GET /dashboard')).toBeVisible()
})

test('another browser sees nothing of it, not even by the link to a run', async ({
  page,
  newUser,
  newBrowser,
  problems,
}) => {
  await signedInHere(page, await newUser())
  const stranger = await (await newBrowser()).newPage()
  await openInspector(stranger)
  await expect(card(stranger, 'Sequence')).not.toContainText(CALLBACK)
  const answer = await stranger.request.get('/api/auth-flow?after=0')
  expect(JSON.stringify(await answer.json())).not.toContain('callback/credentials')

  const link = page
    .getByRole('listitem')
    .filter({ has: stepsOf(page, CALLBACK) })
    .getByRole('link', { name: 'Link to this run' })
  const address = (await link.getAttribute('href')) ?? ''
  await page.goto(address)
  await expect(page.getByRole('heading', { level: 1, name: CALLBACK })).toBeVisible()
  await expect(stepsOf(page, CALLBACK).getByText('bcrypt', { exact: true })).toBeVisible()
  await expect(page.getByText('GET /api/auth/csrf')).toHaveCount(0)
  problems.expect(/Failed to load resource: .*404/)
  expect((await stranger.goto(address))?.status()).toBe(404)
  await expect(stranger.getByText('only by the browser that made it')).toBeVisible()
})

test('a recording holds no secret', async ({ page, context, newUser }) => {
  const user = await newUser()
  await signedInHere(page, user)
  await page.goto(DEFAULT_PATH)
  const text = await (await page.request.get('/api/auth-flow?after=0')).text()
  expect(text).toContain('callback/credentials')
  for (const secret of [user.password, user.email, user.username, user.name, user.id, '$2b$']) {
    expect(text).not.toContain(secret)
  }
  for (const { name, value } of await context.cookies()) {
    for (const part of decodeURIComponent(value).split(/[.|]/)) {
      if (part.length > 12) expect(text, name).not.toContain(part)
    }
  }
})

test('a browser that opens too many streams is told so', async ({ page, problems }) => {
  problems.expect(/Failed to load resource: .*429/)
  await openInspector(page)
  const statuses = await page.evaluate(async () => {
    const headers = { accept: 'text/event-stream' }
    const statuses = []
    // The page has one already.
    for (let count = 0; count < 5; count += 1) {
      statuses.push((await fetch('/api/auth-flow', { headers })).status)
    }
    return statuses
  })
  expect(statuses).toEqual([200, 200, 200, 200, 429])
})

test('where streams are held back, it asks again and again', async ({
  page,
  newUser,
  problems,
}) => {
  problems.expect(/Failed to load resource/)
  const user = await newUser()
  await page.route('/api/auth-flow', (route) =>
    route.request().headers().accept === 'text/event-stream' ? route.abort() : route.continue(),
  )
  await page.goto('/inspector')
  await whenAlive(page)
  await expect(card(page, 'Sequence').getByText('Asking every second')).toBeVisible()
  await signInHere(page, user)
  await expect(stepsOf(page, CALLBACK).getByText('bcrypt', { exact: true })).toBeVisible()
})

test.describe('with the inspector off', () => {
  test.use({ server: 'no-inspector' })

  test('page and events are not there', async ({ page, problems }) => {
    problems.expect(/Failed to load resource: .*404/)
    const answer = await page.goto('/inspector')
    expect(answer?.status()).toBe(404)
    expect((await page.request.get('/api/auth-flow')).status()).toBe(404)
    expect((await page.context().cookies()).map(({ name }) => name)).not.toContain(
      cookieName('trace'),
    )
  })
})

test('a scenario shows what the attacker sees and where it was stopped; it leaves nothing and locks nobody out', async ({
  page,
  database,
  newUser,
}) => {
  test.slow()
  await openInspector(page)
  const attacks = card(page, 'Attack scenarios')
  const scenarios = [
    ['Missing CSRF token', 'This page is out of date.', 'CSRF check'],
    ['Foreign origin', 'This request came from another site.', 'Front'],
    ['Disabled account', 'This account is disabled.', 'authorize'],
    ['Tampered cookie', 'nobody is signed in', 'Decrypt the token'],
    ['Replay after sign-out', 'nobody is signed in', 'Is the session alive?'],
    ['Revoked session', 'Your session has expired.', 'Is the session alive?'],
    ['Open redirect', 'on to /dashboard, on this site', 'let through'],
    ['Oversized body', 'This is too large.', 'Front'],
    ['Limit reached', 'Too many attempts.', 'Limiter counts'],
  ] as const
  for (const [scenario, sees, stop] of scenarios) {
    await attacks.getByRole('button', { name: scenario, exact: true }).click()
    const outcome = attacks.getByRole('region', { name: scenario, exact: true })
    await expect(outcome).toContainText(sees, A_SCENARIO)
    await expect(outcome).toContainText(stop)
  }
  // Other tests run their scenarios at the same time: whoever is still there now has to be gone in the end.
  const seen = await database.rows(`SELECT id FROM users WHERE email LIKE 'scenario-%'`, [])
  const ids = seen.map(({ id }) => id)
  await expect
    .poll(() => database.rows('SELECT id FROM users WHERE id = ANY($1)', [ids]), A_SCENARIO)
    .toEqual([])
  await signInHere(page, await newUser())
  await expect(page.getByText('Signed in. Look at the sequence.')).toBeVisible()
})

test('unknown users and wrong passwords take their time alike, side by side', async ({ page }) => {
  test.slow()
  await openInspector(page)
  await page.getByRole('button', { name: 'Unknown user' }).click()
  const outcome = page.getByRole('region', { name: 'Unknown user' })
  await expect(outcome).toContainText('Somebody who exists: 6 runs', A_SCENARIO)
  await expect(outcome).toContainText('Nobody: 6 runs')
})

test('a session that is revoked is over for all four at the next look', async ({
  page,
  newUser,
}) => {
  await signedInHere(page, await newUser())
  const views = card(page, 'Four views of one moment')
  await views.getByRole('button', { name: 'Look again' }).click()
  await expect(views).toContainText('the session is alive')
  await expect(views).toContainText('They agree.')

  await page.getByRole('button', { name: 'Revoke this session' }).click()
  await expect(page.getByText('The row is ended.')).toBeVisible()
  await views.getByRole('button', { name: 'Look again' }).click()
  await expect(views).toContainText('the session is dead')
  await expect(card(page, 'The session’s clock')).toContainText('no clock is running')
})

test('ended from another device: another tab finds out as it comes forward', async ({
  page,
  context,
  newUser,
}) => {
  await signedInHere(page, await newUser())
  const other = await context.newPage()
  await other.goto(DEFAULT_PATH)
  await whenAlive(other)
  await page.getByRole('button', { name: 'End it from another device' }).click()
  await expect(page.getByText('Another session of yours was opened')).toBeVisible()
  await lookAgain(other)
  await expect(other).toHaveURL(/\/sign-in$/)
})

test('a session can really idle out: the other tab follows', async ({ page, context, newUser }) => {
  test.slow()
  await signedInHere(page, await newUser())
  const other = await context.newPage()
  await other.goto(DEFAULT_PATH)
  await whenAlive(other)
  await page.getByRole('button', { name: 'Let it idle out' }).click()
  await expect(page.getByText('twenty seconds from now')).toBeVisible()
  const timer = page.getByRole('timer', { name: 'Time until the idle end' })
  await expect(timer).toContainText(/^\d+ s$/)
  await lookAgain(other)
  await expect(other.getByRole('alert').getByText('Are you still there?')).toBeVisible()
})

test('the diagnosis names what is wrong, and the remedy', async ({ page, context, baseURL }) => {
  await openInspector(page)
  await expect(card(page, 'Diagnosis')).toContainText('Nothing found')
  const url = baseURL ?? ''
  await context.addCookies([{ name: 'authjs.session-token', value: 'another-app', url }])
  await page.getByRole('button', { name: 'Read the session' }).click()
  await expect(card(page, 'Diagnosis')).toContainText('Two apps on one host')
})
