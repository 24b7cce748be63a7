import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type BrowserContext, type LaunchOptions } from 'playwright/test'

/** As Chromium writes "block all cookies" into a profile. */
const BLOCK_ALL_COOKIES = { profile: { default_content_setting_values: { cookies: 2 } } }

/**
 * A browser whose owner has blocked all cookies.
 *
 * @param use gets the browser, which is closed afterwards
 */
export async function withoutCookies(
  launchOptions: LaunchOptions,
  options: { baseURL: string; javaScriptEnabled: boolean; address: string },
  use: (context: BrowserContext) => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'without-cookies-'))
  await mkdir(join(folder, 'Default'))
  await writeFile(join(folder, 'Default', 'Preferences'), JSON.stringify(BLOCK_ALL_COOKIES))
  const { baseURL, javaScriptEnabled, address } = options
  const context = await chromium.launchPersistentContext(folder, {
    ...launchOptions,
    ...{ baseURL, javaScriptEnabled, locale: 'en-GB', timezoneId: 'UTC' },
    extraHTTPHeaders: { 'x-forwarded-for': address },
  })
  try {
    await use(context)
  } finally {
    await context.close()
    await rm(folder, { recursive: true, force: true })
  }
}
