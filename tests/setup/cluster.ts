import type { TestProject } from 'vitest/node'
import { startTestCluster, type TestCluster } from '@/scripts/test/test-cluster.mjs'

declare module 'vitest' {
  interface ProvidedContext {
    cluster: TestCluster
  }
}

/** Starts the tests' own cluster and makes the migrated database that every test file copies. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { stop, ...cluster } = await startTestCluster()
  project.provide('cluster', cluster)
  return stop
}
