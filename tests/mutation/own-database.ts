import { inject } from 'vitest'
import { replaceTestDatabase } from '@/scripts/test/test-cluster.mjs'

/*
 * Every test file gets its own migrated database, as always. Here a thousand mutants run through
 * dozens of files, one at a time, so the previous file's database is dropped.
 */

process.env.DATABASE_URL = await replaceTestDatabase(inject('cluster'), 'mutant')
