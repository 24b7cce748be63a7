import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises'
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { chromium, type Browser } from 'playwright/test'

const run = promisify(execFile)

/** The release that binds sessions on Linux, with keys in software; later ones ignore the offer there. */
const VERSION = '150.0.7871.100-1~deb12u1'
const FEATURES = 'DeviceBoundSessions,EnableBoundSessionCredentialsSoftwareKeysForManualTesting'
const PACKAGES = ['chromium', 'chromium-common']
const PATIENCE_MS = 120_000

/** The tests' own cache: nothing is installed. */
const CACHE = join(import.meta.dirname, '../../../.data/test-browsers')
const FOLDER = join(CACHE, `chromium-${VERSION}`)
const PROGRAM = join(FOLDER, 'usr/lib/chromium/chromium')

/**
 * A browser that binds sessions to its device, from the distribution's archive.
 *
 * @returns null where it cannot be had: another system, another release, no network
 */
export async function launchBoundChromium(): Promise<Browser | null> {
  if (!existsSync(PROGRAM) && !(await download())) return null
  return chromium
    .launch({
      executablePath: PROGRAM,
      args: ['--no-sandbox', '--disable-gpu', `--enable-features=${FEATURES}`],
      timeout: PATIENCE_MS,
    })
    .catch(() => null)
}

async function download(): Promise<boolean> {
  await mkdir(CACHE, { recursive: true })
  const work = await mkdtemp(join(CACHE, 'unpacking-'))
  try {
    const names = PACKAGES.map((name) => `${name}=${VERSION}`)
    await run('apt-get', ['download', '-q', ...names], { cwd: work, timeout: PATIENCE_MS })
    const unpacked = join(work, 'unpacked')
    for (const file of (await readdir(work)).filter((name) => name.endsWith('.deb'))) {
      await run('dpkg-deb', ['-x', join(work, file), unpacked], { timeout: PATIENCE_MS })
    }
    await rename(unpacked, FOLDER)
    return true
  } catch {
    // Another worker may have been faster.
    return existsSync(PROGRAM)
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}
