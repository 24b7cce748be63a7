import { cookieName, COOKIES } from '@/lib/domain/site/cookie-names'
import { DEFAULT_PATH } from '@/lib/domain/site/redirects'
import { TEN_QUESTIONS } from '@/lib/inspector/timeline/ten-questions'
import { TOUR } from '@/lib/inspector/timeline/tour'
import { fillSignIn, signIn, whenAlive } from './actions'
import { expect, test, type Page, type User } from './fixtures'
import { layoutShift } from './setup/layout-shift'
import { lookAgain } from './setup/sessions'
import { enterCode, nextCode, turnOnTwoFactor } from './setup/two-factor'

/*
 * The inspector in a browser: real requests, real durations, values masked. What each view makes of a
 * recording is tested in tests/components/inspector.
 */

async function signInHere(page: Page, { email, password }: Pick<User, 'email' | 'password'>) {
  await page.getByLabel('Email or username').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in here' }).click()
}

async function openInspector(page: Page, view = 'sequence') {
  await page.goto(`/inspector?view=${view}`)
  await whenAlive(page)
  // The stream is open, so everything that follows is seen.
  if (view === 'sequence') await expect(card(page, 'Sequence').getByText('Live')).toBeVisible()
}

async function signedInHere(page: Page, user: User) {
  await openInspector(page)
  await signInHere(page, user)
  await expect(page.getByText('Signed in. Look at the sequence.')).toBeVisible()
}

const card = (page: Page, name: string) => page.getByRole('region', { name, exact: true })

const stepsOf = (page: Page, request: string) =>
  page.getByRole('list', { name: `Steps of ${request}` })

const view = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name, exact: true }).click()

/** Longer than the longest scenario takes on a busy machine. */
const A_SCENARIO = { timeout: 20_000 }

const CALLBACK = 'POST /api/auth/callback/credentials'

const milliseconds = (text: string) => {
  const [, number = '', unit] = /([\d.]+) (ms|s)/.exec(text) ?? []
  return Number(number) * (unit === 's' ? 1000 : 1)
}

/** The cookies the page shows are those the browser has, the HttpOnly ones included. */
async function expectOwnJar(page: Page) {
  const jar = card(page, 'Cookie jar')
  const held = (await page.context().cookies()).map(({ name }) => name)
  const expected = COOKIES.filter((name) => held.includes(cookieName(name)))
  expect(expected).toEqual(expect.arrayContaining(['session', 'device', 'trace']))
  await expect(
    jar.getByRole('heading', { name: `In the jar now: ${expected.length}` }),
  ).toBeVisible()
  for (const name of expected) {
    const row = jar.getByRole('listitem', { name, exact: true })
    await expect(row).toContainText('HttpOnly, SameSite=lax, Path=/')
    await expect(row).toContainText('No script.')
  }
}

test('somebody signed out watches their own sign-in', async ({ page, context, newUser }) => {
  const user = await newUser()
  await signedInHere(page, user)

  await test.step('nothing moves, and the button keeps the focus', async () => {
    await expect(stepsOf(page, CALLBACK)).toBeVisible()
    await expect(page.getByRole('button', { name: 'Sign in here' })).toBeFocused()
    expect(await layoutShift(page)).toBeLessThan(0.05)
  })

  await test.step('what makes requests stays beside what they do, however far one scrolls', async () => {
    const aside = await card(page, 'Make a request').boundingBox()
    const views = await card(page, 'Sequence').boundingBox()
    expect((aside?.x ?? 0) + (aside?.width ?? 0)).toBeLessThan(views?.x ?? 0)
    await page.mouse.wheel(0, 10_000)
    await expect(page.getByRole('button', { name: 'Sign in here' })).toBeInViewport()
    expect(await page.evaluate(() => document.body.scrollHeight)).toBeLessThan(4000)
  })

  await test.step('step by step, and the answer goes back to the browser', async () => {
    const steps = stepsOf(page, CALLBACK)
    for (const name of ['CSRF check by Auth.js', 'authorize', 'bcrypt', 'Answer to the browser']) {
      await expect(steps.getByText(name, { exact: true })).toBeVisible()
    }
    await expect(steps.getByText('session callback')).toHaveCount(0)
    const indentOf = async (name: string) =>
      (await steps.getByText(name, { exact: true }).boundingBox())?.x ?? 0
    expect(await indentOf('bcrypt')).toBeGreaterThan(await indentOf('authorize'))
    expect(await indentOf('authorize')).toBeGreaterThan(await indentOf('Auth.js handler'))
    const bcrypt = steps.getByRole('listitem').filter({ hasText: 'bcrypt' }).first()
    const part = milliseconds(await bcrypt.locator('summary').first().innerText())
    const whole = milliseconds(await steps.getByRole('listitem').last().innerText())
    // Tests hash at bcrypt's least cost.
    expect(part).toBeGreaterThan(1)
    expect(part).toBeLessThan(whole)
  })

  await test.step('a step has the code that ran, and code to copy', async () => {
    const steps = stepsOf(page, CALLBACK)
    const jwt = steps.getByRole('listitem').filter({ hasText: 'jwt callback' }).first()
    await jwt.getByText('jwt callback', { exact: true }).click()
    await expect(jwt).toContainText('the only time that user is passed')
    await jwt.getByText(/The code that ran/).click()
    await expect(jwt.locator('pre').first()).toContainText("if (trigger === 'signIn')")
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    await jwt.getByText('Types of the token').click()
    await jwt.getByRole('button', { name: 'Copy' }).filter({ visible: true }).click()
    await expect(jwt.getByText('Copied.')).toBeVisible()
    const copied = await page.evaluate(() => navigator.clipboard.readText())
    expect(copied).toMatch(/^declare module 'next-auth\/jwt' \{\n {2}interface JWT/)
    const csrf = steps.getByRole('listitem').filter({ hasText: 'CSRF check by Auth.js' }).first()
    await csrf.locator('summary').first().click()
    await expect(csrf).toContainText('The code of Auth.js: @auth/core/')
  })

  await test.step('the jar is the browser’s own, and scripts see none of it', async () => {
    await view(page, 'Cookies')
    await expectOwnJar(page)
    const script = page.getByRole('region', { name: 'What JavaScript sees' })
    await expect(script).toContainText('""')
    await expect(script).toContainText('0 entries')
    expect(await page.evaluate(() => [document.cookie, localStorage.length])).toEqual(['', 0])
    // What HttpOnly does not keep from a script, as the page says.
    await expect(script).toContainText('does not keep a script in this page from fetching')
    const read = await page.evaluate(async () => (await fetch('/api/auth/session')).text())
    expect(read).toContain(user.email)
  })

  await test.step('a session that is remembered is not looked up, and the step says so', async () => {
    await page.getByRole('button', { name: 'Read the session' }).click()
    await view(page, 'Sequence')
    await page
      .getByRole('button', { name: /GET \/api\/auth\/session/ })
      .last()
      .click()
    const steps = stepsOf(page, 'GET /api/auth/session')
    await expect(steps.getByText('Query', { exact: true })).toHaveCount(0)
    await steps.getByText('Is the session open?', { exact: true }).click()
    await expect(steps).toContainText('came from this process’s memory, without a query')
    await expect(steps).toContainText('the database notifies every process of a changed session')
  })

  await test.step('token and session stand side by side: encrypted, masked, some dropped', async () => {
    await view(page, 'Token and session')
    const token = card(page, 'Token and session')
    await expect(token).toContainText('"alg":"dir","enc":"A256CBC-HS512"')
    const id = `${user.id.slice(0, 4)}…${user.id.slice(-4)}`
    await expect(token.getByRole('row').filter({ hasText: 'user.id' })).toContainText(`id: ${id}`)
    await expect(token.getByRole('row').filter({ hasText: 'jti' })).toContainText('dropped')
    await page.setViewportSize({ width: 320, height: 800 })
    for (const cell of await token.getByRole('cell').filter({ visible: true }).all()) {
      await expect(cell).not.toBeEmpty()
    }
    await page.setViewportSize({ width: 1280, height: 720 })
  })

  await test.step('the CSRF pair matches, its values masked', async () => {
    await view(page, 'CSRF')
    const csrf = card(page, 'CSRF')
    await expect(csrf).toContainText('Both match')
    await expect(csrf).toContainText(/First our HTTP server.*Then SameSite=Lax.*Then the token/s)
    const values = await csrf.getByRole('definition').allInnerTexts()
    expect(values).toHaveLength(4)
    for (const value of values) expect(value).toMatch(/^[0-9a-f]{4}…[0-9a-f]{4}/)
  })
})

test('a sign-in in two steps is shown step by step, and opens one session', async ({
  page,
  database,
  newUser,
}) => {
  const user = await newUser()
  await signIn(page, user)
  const own = await turnOnTwoFactor(page)
  await page.context().clearCookies()
  await page.goto('/inspector?view=sequence&stop=3')
  await whenAlive(page)
  const tour = card(page, 'Guided tour')
  await signInHere(page, user)
  await expect(tour.getByRole('status')).toContainText('This account asks for a code too.')
  await expect(stepsOf(page, CALLBACK).getByText('Open a challenge')).toBeVisible()
  await expect(stepsOf(page, CALLBACK)).toContainText('200, a second step is needed')
  await expect(stepsOf(page, CALLBACK).getByText('jwt callback')).toHaveCount(0)

  await page.getByRole('link', { name: 'Go on to the second step' }).click()
  await enterCode(page, await nextCode(database, user, own))
  await expect(page).toHaveURL(/\/inspector\?view=sequence&stop=3/)
  await expect(tour).toContainText('1 of 8 done')
  const second = stepsOf(page, 'POST /sign-in/two-factor')
  for (const name of ['authorize of the second step', 'Check the second factor', 'Use it up']) {
    await expect(second.getByText(name, { exact: true })).toBeVisible()
  }
  await view(page, 'Cookies')
  const changes = page.getByRole('region', { name: 'What each answer changed' })
  const changeOf = (name: string) => changes.getByRole('listitem').filter({ hasText: name })
  await expect(changeOf(CALLBACK)).toContainText(/appeared\s*latchkey\.two-factor/)
  await expect(changeOf(CALLBACK)).not.toContainText('latchkey.session')
  await expect(changeOf('POST /sign-in/two-factor').first()).toContainText(
    /appeared\s*latchkey\.session/,
  )
  await view(page, 'Callbacks')
  const row = card(page, 'Callbacks, measured').getByRole('row', { name: 'second step' })
  await expect(row.locator('[data-callback=jwt]')).toContainText('✓ 1 of 1')
})

test('the tour leads to the ten questions, each proved by a recorded step', async ({
  page,
  newUser,
}) => {
  const user = await newUser()
  await openInspector(page)
  const tour = card(page, 'Guided tour')
  await page.getByLabel('Email or username').fill(user.email)
  const actions = [
    ...['Read the session', 'Try a wrong password', null, 'Read the session', 'Call update()'],
    ...['Load this page', 'Sign out'],
  ]
  for (const [index, stop] of TOUR.entries()) {
    await expect(tour.getByRole('heading', { level: 3 })).toHaveText(stop.title)
    const action = actions[index]
    if (action) await tour.getByRole('button', { name: action, exact: true }).click()
    else await signInHere(page, user)
    await expect(tour.getByRole('status')).toContainText(stop.see)
    if (index === 1) {
      await expect(stepsOf(page, CALLBACK)).toContainText('200, refused')
      await expect(card(page, 'Sequence')).toContainText('It stops at “authorize”.')
      await expect(card(page, 'Sequence')).toContainText('Invalid email or password.')
      const requests = page.getByRole('list', { name: 'Requests' })
      const colourOf = (status: string) =>
        requests
          .getByText(status, { exact: true })
          .first()
          .evaluate((badge) => getComputedStyle(badge).color)
      expect(await colourOf('200 refused')).not.toBe(await colourOf('200'))
    }
    await tour.getByRole('button', { name: 'Next' }).click()
    if (index === 2) {
      await page.reload()
      await whenAlive(page)
      await expect(tour).toContainText('3 of 8 done')
    }
  }

  await test.step('the ten questions, each proved by a recorded step', async () => {
    const questions = card(page, 'Ten questions')
    await expect(questions).toContainText('10 of 10 recorded')
    for (const { question, answer } of TEN_QUESTIONS) {
      const row = questions.getByRole('listitem').filter({ hasText: question })
      await row.getByText(question).click()
      await expect(row).toContainText(answer)
      await expect(row).toContainText('In your recording:')
    }
    const csrf = questions.getByRole('listitem').filter({ hasText: 'by whose code?' })
    await csrf.getByRole('button', { name: 'Show the step' }).click()
    await expect(
      page.getByText('before it calls authorize').filter({ visible: true }),
    ).toBeVisible()
  })

  await test.step('the callbacks were counted, and differ from what is told where it says so', async () => {
    await page.getByRole('button', { name: 'Ask an API route' }).click()
    await expect(page.getByText('auth() in an API route says: signed out.')).toBeVisible()
    await view(page, 'Callbacks')
    const rowOf = (name: string) => card(page, 'Callbacks, measured').getByRole('row', { name })
    await expect(rowOf('Sign in 1 time').locator('[data-callback=jwt]')).toContainText('✓ 1 of 1')
    await expect(rowOf('Sign in 1 time').locator('[data-callback=session]')).toContainText('no')
    await expect(rowOf('Call update()').locator('[data-callback=jwt]')).toContainText('✓ 1 of 1')
    await expect(rowOf('API route').locator('[data-callback=jwt]')).toContainText('no')
    await expect(card(page, 'Callbacks, measured')).toContainText(
      'A sign-in only writes the token.',
    )
  })
})

test('redirect: true and redirect: false, side by side', async ({ page, newUser }) => {
  const user = await newUser()
  await openInspector(page)
  await signInHere(page, user)
  await expect(page.getByText('Signed in. Look at the sequence.')).toBeVisible()
  await view(page, 'redirect')
  await page.getByRole('button', { name: 'Run redirect: true' }).click()
  // next-auth leaves the page, and comes back to the address it was given.
  await expect(page).toHaveURL(/\/inspector\?view=redirect$/)
  await expect(card(page, 'redirect: false')).toContainText('The page stayed.')
  await expect(card(page, 'redirect: false')).toContainText('GET /api/auth/session')
  await expect(card(page, 'redirect: true')).toContainText('The browser left the page')
  await expect(card(page, 'redirect: true')).toContainText('GET /inspector')
})

test('a recording is replayed, exported and opened in another browser, which sees nothing else', async ({
  page,
  newUser,
  newBrowser,
  problems,
}) => {
  await signedInHere(page, await newUser())
  await page.getByRole('button', { name: 'Step', exact: true }).click()
  await expect(card(page, 'Sequence').getByText(/^1 of \d+$/)).toBeVisible()
  await page.getByRole('button', { name: 'Show all' }).click()
  await expect(stepsOf(page, CALLBACK)).toBeVisible()
  const link = page.getByRole('link', { name: 'Link to this request' })
  const address = (await link.getAttribute('href')) ?? ''
  await view(page, 'Export')
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download JSON' }).click(),
  ])
  await page.goto(address)
  await expect(page.getByRole('heading', { level: 1, name: CALLBACK })).toBeVisible()
  await expect(stepsOf(page, CALLBACK).getByText('bcrypt', { exact: true })).toBeVisible()

  const stranger = await (await newBrowser()).newPage()
  await openInspector(stranger)
  await expect(card(stranger, 'Sequence')).not.toContainText(CALLBACK)
  const answer = await stranger.request.get('/api/auth-flow?after=0')
  expect(JSON.stringify(await answer.json())).not.toContain('callback/credentials')
  await view(stranger, 'Export')
  await stranger.getByLabel('Open a recording').setInputFiles(await download.path())
  await view(stranger, 'Sequence')
  await expect(stranger.getByText('A recording from a file')).toBeVisible()
  await expect(stepsOf(stranger, CALLBACK).getByText('bcrypt', { exact: true })).toBeVisible()
  problems.expect(/Failed to load resource: .*404/)
  expect((await stranger.goto(address))?.status()).toBe(404)
})

/** As when another tab is in front, which headless browsers do not report. */
const setHidden = (page: Page, isHidden: boolean) =>
  page.evaluate((value) => {
    Object.defineProperty(document, 'hidden', { value, configurable: true })
    document.dispatchEvent(new Event('visibilitychange'))
  }, isHidden)

test('another tab’s requests appear too, and a recording holds no secret', async ({
  page,
  context,
  newUser,
}) => {
  const user = await newUser()
  await signedInHere(page, user)
  const other = await context.newPage()
  await test.step('a hidden page pauses, and continues where it was', async () => {
    await setHidden(page, true)
    await expect(page.getByText('Paused')).toBeVisible()
    await other.goto(DEFAULT_PATH)
    await expect(page.getByRole('list', { name: 'Requests' })).not.toContainText('GET /dashboard')
    await setHidden(page, false)
    await expect(page.getByRole('list', { name: 'Requests' })).toContainText('GET /dashboard')
  })
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

test('a browser that opens too many streams is refused', async ({ page, problems }) => {
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

test('where streams are held back, the page polls; the diagnosis names what is wrong', async ({
  page,
  context,
  baseURL,
  newUser,
  problems,
}) => {
  problems.expect(/Failed to load resource/)
  const user = await newUser()
  await page.route(/\/api\/auth-flow\?after=/, (route) =>
    route.request().headers().accept === 'text/event-stream' ? route.abort() : route.continue(),
  )
  await page.goto('/inspector')
  await whenAlive(page)
  await expect(card(page, 'Sequence').getByText('Polling')).toBeVisible()
  await signInHere(page, user)
  await expect(stepsOf(page, CALLBACK).getByText('bcrypt', { exact: true })).toBeVisible()
  await view(page, 'Diagnosis')
  await expect(card(page, 'Diagnosis')).toContainText('Nothing found')
  const url = baseURL ?? ''
  await context.addCookies([{ name: 'authjs.session-token', value: 'another-app', url }])
  await page.getByRole('button', { name: 'Ask an API route' }).click()
  await expect(card(page, 'Diagnosis')).toContainText('Two apps on one host')
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('requests of other tabs are recorded all the same, and views are links', async ({
    page,
    context,
  }) => {
    await page.goto('/inspector')
    const sequence = card(page, 'Sequence')
    await expect(sequence).toContainText('then reload this page.')
    await expect(sequence.getByText('Make a request on this page')).toBeHidden()
    await (await context.newPage()).goto('/sign-in')
    await page.reload()
    await expect(page.getByRole('list', { name: 'Requests' })).toContainText('GET /sign-in')
    await view(page, 'Cookies')
    await expect(card(page, 'Cookie jar').getByRole('listitem', { name: 'trace' })).toBeVisible()
  })
})

test.describe('with the inspector off', () => {
  test.use({ server: 'no-inspector' })

  test('page, guide and events are not there', async ({ page, problems }) => {
    problems.expect(/Failed to load resource: .*404/)
    const answer = await page.goto('/inspector')
    expect(answer?.status()).toBe(404)
    for (const path of ['/inspector/guide', '/api/auth-flow', '/api/auth-flow/check']) {
      expect((await page.request.get(path)).status(), path).toBe(404)
    }
    expect((await page.context().cookies()).map(({ name }) => name)).not.toContain(
      cookieName('trace'),
    )
  })
})

test('an attack ends with the step that stopped it, and locks nobody out', async ({
  page,
  newUser,
}) => {
  test.slow()
  await openInspector(page)
  await view(page, 'Attacks')
  const attacks = card(page, 'Attack scenarios')
  const scenarios = [
    ['Foreign origin', 'This request came from another site.', 'Stopped by: Front server'],
    ['Replay after sign-out', 'nobody is signed in', 'Stopped by: Is the session open?'],
    ['Open redirect', 'a redirect to /dashboard on this site', 'Stopped by: redirect callback'],
    [
      'Unknown user',
      'They are too few to show that the durations are equal.',
      'The timing benchmark',
    ],
  ] as const
  for (const [scenario, sees, stop] of scenarios) {
    await attacks.getByRole('button', { name: scenario, exact: true }).click()
    const outcome = attacks.getByRole('region', { name: scenario, exact: true })
    await expect(outcome).toContainText(sees, A_SCENARIO)
    await expect(outcome).toContainText(stop)
    const preparation = outcome
      .getByRole('listitem')
      .filter({ hasText: 'The account’s owner gets' })
    await expect(preparation).toHaveCount(scenario === 'Replay after sign-out' ? 2 : 0)
  }
  await signInHere(page, await newUser())
  await expect(page.getByText('Signed in. Look at the sequence.')).toBeVisible()
})

test('a session can idle out and be ended from elsewhere; all four views and another tab notice', async ({
  page,
  context,
  newUser,
}) => {
  test.slow()
  const { email, password } = await newUser()
  await page.goto('/sign-in')
  await fillSignIn(page, { identifier: email, password })
  await expect(page).toHaveURL(DEFAULT_PATH)
  await test.step('arriving signed in, the jar is known before anything is recorded', async () => {
    await openInspector(page, 'cookies')
    await expectOwnJar(page)
  })
  await test.step('arriving signed in, each stop of the tour offers what it needs', async () => {
    const tour = card(page, 'Guided tour')
    await page.goto('/inspector?view=sequence&stop=1')
    await expect(tour).toContainText('You are signed in now, so sign out first.')
    await expect(tour.getByRole('button', { name: 'Sign out', exact: true })).toBeVisible()
    await expect(tour.getByRole('button', { name: 'Read the session' })).toHaveCount(0)
    await page.goto('/inspector?view=sequence&stop=2')
    await expect(tour.getByRole('button', { name: 'Try a wrong password' })).toBeVisible()
    await page.getByRole('link', { name: 'Read how sign-in works' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'How sign-in works' })).toBeVisible()
    await openInspector(page, 'cookies')
  })
  const other = await context.newPage()
  await other.goto(DEFAULT_PATH)
  await whenAlive(other)
  await view(page, 'Session clock')
  await page.getByRole('button', { name: 'Let it idle out' }).click()
  await expect(page.getByText('twenty seconds from now')).toBeVisible()
  const timer = page.getByRole('timer', { name: 'Time until the idle end' })
  await expect(timer).toContainText(/^\d+ s$/)
  await lookAgain(other)
  await expect(other.getByRole('alert').getByText('Are you still there?')).toBeVisible()

  await view(page, 'Four views')
  const views = card(page, 'Four views of one moment')
  await expect(views).toContainText('The API has not been asked yet.')
  await expect(views).not.toContainText('They agree.')
  await views.getByRole('button', { name: 'Look again' }).click()
  await expect(views).toContainText('the session is alive')
  await expect(views).toContainText('They agree.')

  await view(page, 'Session clock')
  await page.getByRole('button', { name: 'End it from another device' }).click()
  await expect(page.getByText('Another session of yours was opened')).toBeVisible()
  await expect(card(page, 'Session clock')).toContainText('nothing to count down')
  await view(page, 'Four views')
  await views.getByRole('button', { name: 'Look again' }).click()
  await expect(views).toContainText('the session is dead')
  await lookAgain(other)
  await expect(other).toHaveURL(/\/sign-in/)
})
