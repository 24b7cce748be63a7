import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { bootstrap } from '../bootstrap.mjs'
import { Failure, runAsCommand } from '../failure.mjs'
import { root } from '../places.mjs'

/*
 * `npm run docs:images`: starts the demo, and photographs the pages that the README shows. Nothing else
 * writes docs/images.
 */

const PASSWORD = 'lantern ladder lagoon'
const THEMES = /** @type {const} */ (['light', 'dark'])
const PAGE = { width: 1200, height: 860 }
const HALF = { width: 850, height: 610 }
const MARGIN = 33
const BACKDROP = '#dfe3dd'
const QUALITY = 82

/** @typedef {import('playwright').Browser} Browser */
/** @typedef {import('playwright').Page} Page */

await runAsCommand(async () => {
  await bootstrap()
  const { findChromium } = await import('../test/chromium.mjs')
  const { freePort } = await import('../run/ports.mjs')
  const { chromium } = await import('playwright')
  const executablePath = await findChromium()
  const port = await freePort()
  const demo = await startDemo(port)
  const browser = await chromium.launch({ executablePath })
  try {
    const address = `http://localhost:${port}`
    await photographOverview(browser, address)
    // An optional part: it may have been taken out.
    const hasInspector = existsSync(join(root, 'app', 'inspector'))
    for (const theme of hasInspector ? THEMES : []) {
      await photographInspector(browser, address, theme)
    }
  } finally {
    await browser.close()
    demo.kill('SIGINT')
    if (demo.exitCode === null) await once(demo, 'exit')
  }
})

/** @param {number} port */
async function startDemo(port) {
  const demo = spawn(process.execPath, [join(root, 'scripts/run/demo.mjs')], {
    ...{ cwd: root, stdio: ['ignore', 'pipe', 'inherit'] },
    env: { ...process.env, PORT: String(port) },
  })
  let printed = ''
  const started = await new Promise((resolve) => {
    demo.once('exit', () => resolve(false))
    demo.stdout.setEncoding('utf8').on('data', (text) => {
      printed += text
      if (printed.includes('is running at')) resolve(true)
    })
  })
  if (!started) throw new Failure(`The demo did not start. ${printed}`)
  return demo
}

/**
 * @param {Browser} browser
 * @param {'light' | 'dark'} colorScheme
 */
async function newPage(browser, colorScheme) {
  const context = await browser.newContext({ colorScheme, viewport: PAGE, locale: 'en' })
  return context.newPage()
}

/**
 * The sign-in page in the dark, next to the dashboard in the light.
 *
 * @param {Browser} browser
 * @param {string} address
 */
async function photographOverview(browser, address) {
  const { default: sharp } = await import('sharp')
  const dark = await newPage(browser, 'dark')
  await dark.goto(`${address}/sign-in`)
  const light = await newPage(browser, 'light')
  await light.goto(`${address}/sign-in`)
  await light.getByLabel('Email or username').fill('user@example.com')
  await light.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await light.getByRole('button', { name: 'Sign in', exact: true }).click()
  await light.waitForURL('**/dashboard')
  // The message about the sign-in has gone.
  await light.reload()
  const pictures = await Promise.all(
    [dark, light].map(async (page) =>
      sharp(await takePicture(page))
        .resize(HALF)
        .png()
        .toBuffer(),
    ),
  )
  await sharp({
    create: {
      width: 2 * HALF.width + 3 * MARGIN,
      height: HALF.height + 2 * MARGIN,
      channels: 3,
      background: BACKDROP,
    },
  })
    .composite(
      pictures.map((input, index) => ({
        ...{ input, top: MARGIN, left: MARGIN + index * (HALF.width + MARGIN) },
      })),
    )
    .webp({ quality: QUALITY })
    .toFile(fileNamed('overview'))
}

/**
 * @param {Browser} browser
 * @param {string} address
 * @param {'light' | 'dark'} theme
 */
async function photographInspector(browser, address, theme) {
  const { default: sharp } = await import('sharp')
  const page = await newPage(browser, theme)
  await page.goto(`${address}/inspector`)
  await page.getByText('Live', { exact: true }).waitFor()
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await page.getByRole('button', { name: 'Sign in here' }).click()
  await page.getByText('Signed in. Look at the sequence.').waitFor()
  await page.getByText('Answer to the browser').waitFor()
  await sharp(await takePicture(page))
    .webp({ quality: QUALITY })
    .toFile(fileNamed(`inspector-sequence-${theme}`))
}

/** @param {Page} page */
async function takePicture(page) {
  await page.evaluate('document.fonts.ready')
  return page.screenshot({ animations: 'disabled' })
}

/** @param {string} name */
function fileNamed(name) {
  return join(root, 'docs', 'images', `${name}.webp`)
}
