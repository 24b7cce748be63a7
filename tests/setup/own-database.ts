import { randomBytes } from 'node:crypto'
import { inject } from 'vitest'
import { newTestDatabase } from '@/scripts/test/test-cluster.mjs'

/*
 * Every test file gets its own migrated database before the modules under test are loaded. The run
 * drops all of them at its end, when no connection is open.
 */

const name = randomBytes(6).toString('hex')
process.env.DATABASE_URL = await newTestDatabase(inject('cluster'), name)
