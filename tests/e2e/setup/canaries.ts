import { appendFile, mkdir, readFile, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Page } from 'playwright/test'
import { dataFolder } from '@/scripts/places.mjs'
import { PASSWORD } from './people'

/* Every secret that a run's browsers held: recorded during the run, searched for at its end. */

const file = join(dataFolder, 'test', 'canaries.txt')

/** The passwords of these tests. Long enough not to appear by chance. */
const PASSWORDS = [
  ...[PASSWORD, 'meadow copper lighthouse', 'meadow copper lamp', 'a different sunny password'],
  // Not 'not the password', which the inspector itself sends as a wrong one.
  ...['not what they chose', 'not my password', 'visible for once'],
]

const MIN_LENGTH = 20
const MIN_LETTERS = 8

/** Random, as every secret is; tests also send fakes such as a row of x. */
const isSecret = (value: string) => value.length >= MIN_LENGTH && new Set(value).size > MIN_LETTERS

type Cookies = readonly { name: string; value: string }[]

/** Values of cookies and of `token=` in URLs: credentials for anyone who has them. */
export async function noteSecrets(cookies: Cookies, addresses: string[] = []): Promise<void> {
  const secrets = [
    ...cookies.filter(({ name }) => !name.endsWith('callback')).map(({ value }) => value),
    ...addresses.flatMap((address) => /[?&]token=([\w-]{43})/.exec(address)?.[1] ?? []),
  ].filter(isSecret)
  if (secrets.length === 0) return
  await mkdir(dirname(file), { recursive: true })
  await appendFile(file, `${secrets.join('\n')}\n`)
}

export async function forgetSecrets(): Promise<void> {
  await rm(file, { force: true })
}

/** All recorded secrets and every password, in each encoding they could be leaked in. */
export async function allSecrets(): Promise<{ passwords: string[]; tokens: string[] }> {
  const noted = await readFile(file, 'utf8').catch(() => '')
  const tokens = new Set(noted.split('\n').filter(Boolean))
  const passwords = PASSWORDS.flatMap((password) => [
    password,
    encodeURIComponent(password),
    password.replaceAll(' ', '+'),
    Buffer.from(password).toString('base64').replace(/=+$/, ''),
    Buffer.from(password).toString('hex'),
  ])
  return { passwords, tokens: [...tokens] }
}

/** What a page has stored where scripts can read it: always empty. */
export async function browserStorage(page: Page): Promise<string[]> {
  if (!/^https?:/.test(page.url())) return []
  const look = page.evaluate(async () => [
    ...Object.keys(localStorage).map((key) => `localStorage ${key}`),
    ...Object.keys(sessionStorage).map((key) => `sessionStorage ${key}`),
    ...(await indexedDB.databases()).map(({ name }) => `indexedDB ${name ?? ''}`),
    ...(isSecureContext ? await caches.keys() : []).map((key) => `cache ${key}`),
  ])
  return look.catch(() => []) // It was navigating to another page.
}
