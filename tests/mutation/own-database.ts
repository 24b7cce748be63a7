import { inject } from 'vitest'
import { replaceTestDatabase } from '@/scripts/test/test-cluster.mjs'

/*
 * Every test file gets a migrated database of its own, as it always does; but here a thousand changes
 * run through dozens of files, one at a time, so that the one of the file before goes.
 */

process.env.DATABASE_URL = await replaceTestDatabase(inject('cluster'), 'mutant')
