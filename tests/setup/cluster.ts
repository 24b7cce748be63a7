import type { TestProject } from 'vitest/node'
import { startTestCluster, type TestCluster } from '@/scripts/test/test-cluster.mjs'

declare module 'vitest' {
  interface ProvidedContext {
    cluster: TestCluster
  }
}

/**
 * Starts the tests' cluster and creates the migrated database that every test file copies. \n \n
 * The run fails at its end if PostgreSQL had to resolve a deadlock: the lock order in
 * lib/data/database/transaction-lock.ts rules them out.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { stop, countDeadlocks, ...cluster } = await startTestCluster()
  project.provide('cluster', cluster)
  return async () => {
    const deadlocks = await countDeadlocks()
    await stop()
    if (deadlocks === 0) return
    // Vitest prints errors of a teardown but still passes.
    process.exitCode = 1
    throw new Error(`Deadlocks in the tests’ databases: ${deadlocks}`)
  }
}
