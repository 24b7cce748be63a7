import { access, constants } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { run, runNode } from '../child.mjs'
import { Failure } from '../failure.mjs'
import { root } from '../places.mjs'
import { step } from '../terminal.mjs'

/** The headless shell: Chromium without a window does the same work in half the time. */
const SHELL = 'chromium-headless-shell'
const NAMES = [SHELL, 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const PLACES = [
  '/usr/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]
const VERSION_PATIENCE_MS = 30_000
const DOWNLOAD_PATIENCE_MS = 180_000

/**
 * Finds a working Chromium, or installs one.
 *
 * @returns {Promise<string>} the path of its executable
 * @throws {Failure} none can be found or installed; says what to do
 */
export async function findChromium() {
  const found = await firstThatRuns(await candidates())
  if (found) return found
  await step('Downloading a Chromium', download)
  const downloaded = await firstThatRuns([await playwrightsOwn()])
  if (downloaded) return downloaded
  await step("Installing the distribution's Chromium", installPackage)
  const installed = await firstThatRuns(await candidates())
  if (installed) return installed
  throw new Failure(
    'The browser tests need Chromium, and it could not be installed. Install it ' +
      '(Debian: apt-get install chromium), or set LATCHKEY_CHROMIUM=/path/to/chromium',
  )
}

async function candidates() {
  const folders = (process.env.PATH ?? '').split(delimiter)
  const onPath = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)))
  const named = process.env.LATCHKEY_CHROMIUM
  return [...(named ? [named] : []), ...onPath, ...PLACES, await playwrightsOwn()]
}

async function playwrightsOwn() {
  const { chromium } = await import('playwright')
  return chromium.executablePath()
}

/**
 * Some systems ship a `chromium` stub that only says how to install it, so each candidate is asked for
 * its version.
 *
 * @param {readonly string[]} files
 */
async function firstThatRuns(files) {
  for (const file of new Set(files)) {
    const isThere = await access(file, constants.X_OK).then(
      () => true,
      () => false,
    )
    if (!isThere) continue
    const asked = await run(file, ['--version'], { timeout: VERSION_PATIENCE_MS }).catch(() => null)
    if (asked?.code === 0) return file
  }
  return null
}

/** Expected to fail where only package registries can be reached. */
async function download() {
  const cli = join(root, 'node_modules', 'playwright', 'cli.js')
  await runNode([cli, 'install', 'chromium'], { timeout: DOWNLOAD_PATIENCE_MS })
}

async function installPackage() {
  if (process.getuid?.() !== 0) return
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const install = ['install', '-y', '--no-install-recommends']
  // Not every distribution packages the shell. Without apt-get the caller finds nothing.
  for (const args of [['update'], [...install, SHELL], [...install, 'chromium']]) {
    const outcome = await run('apt-get', args, { env }).catch(() => null)
    if (outcome?.code === 0 && args.includes(SHELL)) return
  }
}
