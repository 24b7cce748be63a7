import { randomBytes } from 'node:crypto'
import { alertOf, signIn, whenAlive } from './actions'
import { expect, test, type Page } from './fixtures'
import { phonePhoto, pictureFile } from './setup/picture'
import { cookieName } from '@/lib/domain/site/cookie-names'

const REFUSED =
  'Choose a PNG, JPEG or WebP image up to 10 MB: a JPEG up to 64 megapixels, others up to 25.'
const MEGABYTE = 1024 * 1024

const inHeader = (page: Page) => page.getByRole('banner').locator('img')

type Chosen = { name: string; mimeType: string; buffer: Buffer }

async function save(page: Page, file: Chosen): Promise<void> {
  await whenAlive(page)
  await page.getByLabel('Profile image').setInputFiles(file)
  await page.getByRole('button', { name: 'Save profile' }).click()
}

async function addressInHeader(page: Page): Promise<string> {
  await expect(inHeader(page)).toHaveAttribute('src', /^\/api\/profile-image\/[\w-]{43}$/)
  return (await inHeader(page).getAttribute('src')) ?? ''
}

/** Whether the browser could decode it. */
function isShown(page: Page): Promise<boolean> {
  return inHeader(page).evaluate((image: HTMLImageElement) => image.naturalWidth === 256)
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled })

    test('an image appears in the header at once, is replaced, and is removed', async ({
      page,
      newUser,
    }) => {
      await signIn(page, await newUser(), { then: '/account' })
      await save(page, await pictureFile('jpeg'))
      const first = await addressInHeader(page)
      await expect.poll(() => isShown(page)).toBe(true)
      await expect(page.getByText('Profile saved.')).toBeVisible()

      await page.goto('/account')
      await save(page, await pictureFile('webp'))
      await expect(inHeader(page)).not.toHaveAttribute('src', first)
      await addressInHeader(page)
      expect((await page.request.get(first)).status()).toBe(404)

      await whenAlive(page)
      await page.getByRole('button', { name: 'Remove photo' }).click()
      await expect(page.getByText('Your photo was removed.')).toBeVisible()
      await expect(inHeader(page)).toHaveCount(0)
      await expect(page.getByRole('button', { name: 'Remove photo' })).toHaveCount(0)
    })

    test('a photo of a phone is taken, cropped and shrunk first where there is a script', async ({
      page,
      newUser,
    }) => {
      await signIn(page, await newUser(), { then: '/account' })
      await whenAlive(page)
      await page.getByLabel('Profile image').setInputFiles(await phonePhoto())
      const preview = page.getByRole('img', { name: 'Preview' })
      if (javaScriptEnabled) {
        await expect(preview).toBeVisible()
        await page.getByLabel('Zoom').fill('2')
        await expect(page.getByLabel('Profile image')).toHaveValue(/IMG_0001\.jpg$/)
      }
      const sent = page.waitForRequest((request) => request.method() === 'POST')
      await page.getByRole('button', { name: 'Save profile' }).click()

      await addressInHeader(page)
      await expect.poll(() => isShown(page)).toBe(true)
      await expect(preview).toHaveCount(0)
      const bytes = (await sent).postDataBuffer()?.length ?? 0
      if (javaScriptEnabled) expect(bytes).toBeLessThan(300_000)
    })

    test('an invalid image is refused, and what was typed stays', async ({ page, newUser }) => {
      await signIn(page, await newUser(), { then: '/account' })
      const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>')
      for (const buffer of [svg, Buffer.from('GIF89a'), randomBytes(10 * MEGABYTE + 1)]) {
        await whenAlive(page)
        await page.getByLabel('Name', { exact: true }).fill('Grace Hopper')
        await save(page, { name: 'me.png', mimeType: 'image/png', buffer })
        await expect(alertOf(page).first()).toHaveText(REFUSED)
        await expect(page.getByLabel('Profile image')).toHaveAccessibleDescription(
          /Choose a PNG, JPEG or WebP/,
        )
        await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Grace Hopper')
      }
      await expect(inHeader(page)).toHaveCount(0)
    })
  })
}

test('the image is served as immutable, and only as an image', async ({ page, newUser }) => {
  await signIn(page, await newUser(), { then: '/account' })
  await save(page, await pictureFile('png'))
  const answer = await page.request.get(await addressInHeader(page))

  expect(answer.status()).toBe(200)
  expect(answer.headers()).toMatchObject({
    'content-type': 'image/webp',
    'content-disposition': 'inline; filename="profile.webp"',
    'cache-control': 'private, max-age=31536000, immutable',
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
  })
  expect((await answer.body()).toString('latin1')).not.toContain('Ada at home')
  const cookies = await page.context().cookies()
  const session = cookies.find(({ name }) => name === cookieName('session'))
  expect(session?.value.length).toBeLessThan(1000)
})

test('the image is served to nobody else', async ({ page, newUser, newBrowser }) => {
  await signIn(page, await newUser(), { then: '/account' })
  await save(page, await pictureFile())
  const address = await addressInHeader(page)

  const other = await newBrowser()
  expect((await other.request.get(address)).status()).toBe(404)
  await signIn(await other.newPage(), await newUser())
  const answer = await other.request.get(address)
  expect(answer.status()).toBe(404)
  expect(answer.headers()['cache-control']).toBe('no-store')
})

test('a file that is far too large is refused before it is read', async ({
  page,
  newUser,
  baseURL,
}) => {
  await signIn(page, await newUser(), { then: '/account' })
  const send = (path: string, bytes: number) =>
    page.request.post(path, {
      multipart: {
        name: 'Ada',
        image: { name: 'me.png', mimeType: 'image/png', buffer: Buffer.alloc(bytes) },
      },
      headers: { origin: baseURL ?? '' },
    })
  const answer = await send('/account', 11 * MEGABYTE)
  expect(answer.status()).toBe(413)
  expect(await answer.text()).toContain('Send less, or a smaller file.')
  expect((await send('/account/security', MEGABYTE)).status()).toBe(413)
})
