import { DEFAULT_PATH } from '@/lib/domain/site/redirects'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { format, resolveConfig } from 'prettier'
import { browserPartOf, writeBrowserPart } from '@/lib/inspector/documents/how-sign-in-works'
import type { RecordedEvent } from '@/lib/inspector/recording/recorded-event'
import { buildTimeline, type TimelineRequest } from '@/lib/inspector/timeline/timeline'
import { root } from '@/scripts/places.mjs'
import { fillSignIn, whenAlive } from './actions'
import { expect, test, type Page } from './fixtures'

const FILE = join(root, 'docs', 'how-sign-in-works.md')

/** Once no request is in flight. */
async function recordedBy(page: Page): Promise<TimelineRequest[]> {
  let timeline: TimelineRequest[] = []
  await expect(async () => {
    const answer = await page.request.get('/api/auth-flow')
    const { events } = (await answer.json()) as { events: RecordedEvent[] }
    timeline = buildTimeline(events)
    expect(timeline.every((request) => request.answer !== null)).toBe(true)
  }).toPass()
  return timeline
}

test('the document describes what a browser does for pages and useSession()', async ({
  page,
  newUser,
}) => {
  const { email, password } = await newUser()
  await page.goto('/inspector')
  await whenAlive(page)
  // A browser's first request has no callback cookie yet; every later one does.
  await page.getByRole('button', { name: 'Read the session' }).last().click()
  await expect(page.getByText('The session JSON is null')).toBeVisible()
  await page.goto('/sign-in')
  await fillSignIn(page, { identifier: email, password: 'not the password' })
  await expect(page.getByText('Invalid email or password.').first()).toBeVisible()
  await fillSignIn(page, { identifier: email, password })
  await expect(page).toHaveURL(DEFAULT_PATH)
  await page.goto(DEFAULT_PATH)
  await page.goto('/inspector')
  await whenAlive(page)
  await page.getByRole('button', { name: 'Call update()' }).last().click()
  await expect(page.getByText('the role is still USER')).toBeVisible()
  await page.getByRole('button', { name: 'Sign out here' }).click()
  await expect(page.getByText('Signed out: the row has ended')).toBeVisible()

  const written = writeBrowserPart(await recordedBy(page))
  const document = await readFile(FILE, 'utf8')
  const config = await resolveConfig(FILE)
  const before = browserPartOf(document)
  expect(before).not.toBe('')
  const updated = document.replace(before, () => written)
  const formatted = await format(updated, { ...config, parser: 'markdown' })
  if (process.env.LATCHKEY_WRITE_DOCS === '1') await writeFile(FILE, formatted)
  expect(await readFile(FILE, 'utf8'), 'run npm run docs:flow').toBe(formatted)
})
