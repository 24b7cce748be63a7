import { randomBytes } from 'node:crypto'
import { inject } from 'vitest'
import { createDatabase } from '@/scripts/database.mjs'

/*
 * Every test file gets a migrated database of its own, before the modules under test are loaded.
 * The run drops them all at its end, when nobody is connected any more.
 */

const { url, template, runId } = inject('cluster')
const own = new URL(url)
own.pathname = `/${runId}_${randomBytes(6).toString('hex')}`
await createDatabase(own.href, { template })
process.env.DATABASE_URL = own.href
