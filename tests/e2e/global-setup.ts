import { startTestCluster } from '@/scripts/test-cluster.mjs'
import { startTestServer } from '@/scripts/test-server.mjs'

/** Serves one app for all specs; the workers find it in their environment. */
export default async function setup(): Promise<() => Promise<void>> {
  const { stop, ...cluster } = await startTestCluster()
  const server = await startTestServer(cluster, 'e2e').catch(async (error: unknown) => {
    await stop()
    throw error
  })
  process.env.LATCHKEY_URL = server.url
  process.env.LATCHKEY_TEST_CLUSTER = JSON.stringify(cluster)
  return async () => {
    await server.stop()
    await stop()
  }
}
