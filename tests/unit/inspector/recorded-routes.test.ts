import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { admit, path } from '@/lib/inspector/steps/value-kinds'

const APP = fileURLToPath(new URL('../../../app', import.meta.url))

/** The pages of the site, as they are asked for. */
const pages = readdirSync(APP, { recursive: true, encoding: 'utf8' })
  .filter((file) => /(^|\/)page\.tsx$/.test(file))
  .map((file) => `/${file.replace(/(^|\/)page\.tsx$/, '').replace(/(^|\/)\([^)]*\)/g, '')}`)
  .map((route) => route.replace(/\/{2,}/g, '/').replace(/(.)\/$/, '$1'))

const CALLBACKS = ['credentials', 'two-factor', 'passkey'].map((id) => `/api/auth/callback/${id}`)

test.each([...pages, ...CALLBACKS, '/api/passkeys/options'])(
  '%s is recorded under its own name',
  (route) => {
    const missing = `add '${route}' to lib/inspector/steps/recorded-paths.ts`
    expect(admit(path, route), missing).toBe(route)
  },
)
