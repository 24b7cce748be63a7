import { randomBytes } from 'node:crypto'
import { inject } from 'vitest'
import { newTestDatabase } from '@/scripts/test/test-cluster.mjs'

/*
 * Every test file gets a migrated database of its own, before the modules under test are loaded.
 * The run drops them all at its end, when nobody is connected any more.
 */

const name = randomBytes(6).toString('hex')
process.env.DATABASE_URL = await newTestDatabase(inject('cluster'), name)
