import { createHash } from 'node:crypto'
import { ACTION_NAMES_KEY } from '@/scripts/run/build.mjs'
import { alertOf, fillSignUp, whenAlive } from './actions'
import { expect, somebody, test, type Page } from './fixtures'
import { readBuiltRoutes } from './setup/built-routes'

const OUTDATED = 'This page is out of date. Reload it and try again.'

/** Simulates a page opened before a deployment: its forms name actions that no longer exist. */
async function makeOutdated(page: Page): Promise<void> {
  const old = 'a'.repeat(40)
  await page.route(
    (url) => url.pathname === '/sign-up',
    async (route) => {
      if (route.request().method() !== 'GET') return route.fallback()
      const answer = await route.fetch()
      const body = (await answer.text()).replaceAll(/\b([67][0-9a-f])[0-9a-f]{40}\b/g, `$1${old}`)
      await route.fulfill({ response: answer, body })
    },
  )
  await page.route('**/_next/static/**/*.js', async (route) => {
    const answer = await route.fetch()
    const body = (await answer.text()).replaceAll(/"([67][0-9a-f])[0-9a-f]{40}"/g, `"$1${old}"`)
    await route.fulfill({ response: answer, body })
  })
}

const KEY = process.env.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY ?? ACTION_NAMES_KEY

/** What Next names an action, after a byte about its arguments. */
const nameOf = (file: string, name: string) =>
  createHash('sha1').update(`${KEY}${file}:${name}`).digest('hex')

test('an action is named by its file and its function alone, so every build names it the same', () => {
  const { actions } = readBuiltRoutes()
  expect(actions.length).toBeGreaterThan(20)
  for (const { id, file, name } of actions) {
    expect(id.slice(2), `${name} of ${file}`).toBe(nameOf(file, name))
  }
})

test('a form of an earlier build says so and keeps what was typed', async ({ page, problems }) => {
  problems.expect(/409|404/)
  await makeOutdated(page)
  const person = somebody()
  await page.goto('/sign-up')
  await fillSignUp(page, person)

  await expect(alertOf(page)).toHaveText(OUTDATED)
  await expect(page.getByLabel('Email')).toHaveValue(person.email)
  await expect(page.getByLabel('Username')).toHaveValue(person.username)
  // Scripts that are still on their way need not arrive.
  await page.unrouteAll({ behavior: 'ignoreErrors' })
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('a form of an earlier build gets a page that says so, with a link back', async ({
    page,
    problems,
  }) => {
    problems.expect(/40[049]/)
    await makeOutdated(page)
    await page.goto('/sign-up')
    await fillSignUp(page, somebody())

    await expect(page.getByRole('alert')).toHaveText(OUTDATED)
    await page.unrouteAll()
    await page.getByRole('link', { name: 'Reload' }).click()
    await whenAlive(page)
    await expect(page.getByRole('heading', { name: 'Create account' })).toBeVisible()
  })
})
