import type { TestProject } from 'vitest/node'
import { startTestCluster, type TestCluster } from '@/scripts/test/test-cluster.mjs'

declare module 'vitest' {
  interface ProvidedContext {
    cluster: TestCluster
  }
}

/**
 * Starts the tests' own cluster and makes the migrated database that every test file copies.
 *
 * At the end the run fails if PostgreSQL had to end a transaction that waited in a circle: the order of
 * locks in lib/data/database/transaction-lock.ts rules that out.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { stop, countDeadlocks, ...cluster } = await startTestCluster()
  project.provide('cluster', cluster)
  return async () => {
    const deadlocks = await countDeadlocks()
    await stop()
    if (deadlocks === 0) return
    // Vitest prints what a teardown throws, and passes all the same.
    process.exitCode = 1
    throw new Error(`Deadlocks in the tests’ databases: ${deadlocks}`)
  }
}
