import type { TestProject } from 'vitest/node'
import type { TestCluster } from '@/scripts/test/test-cluster.mjs'

/** The cluster that `npm run test:mutation` started for all of its runs. */
export default function setup(project: TestProject): void {
  const cluster: TestCluster = JSON.parse(process.env.LATCHKEY_TEST_CLUSTER ?? '')
  project.provide('cluster', cluster)
}
