import { endOrphans } from '@/scripts/run/running.mjs'
import { startTestCluster, type TestCluster } from '@/scripts/test/test-cluster.mjs'
import { startTestServer } from '@/scripts/test/test-server.mjs'
import { forgetSecrets } from './setup/canaries'
import { announceServers, SERVER_NAMES, settingsOf, type RunningServer } from './setup/servers'
import { buildWithoutMiddleware } from './setup/without-middleware'

type Stop = () => Promise<void>

/**
 * Starts the run's servers, each on a free port with its own migrated database.
 *
 * @returns a function that stops every process started here and drops the databases
 */
export default async function setup(): Promise<Stop> {
  // A run that was killed could not stop its servers.
  await endOrphans()
  await buildWithoutMiddleware()
  await forgetSecrets()
  const cluster = await startTestCluster()
  const stops: Stop[] = []
  const stopAll = once(async () => {
    await Promise.all(stops.map((stop) => stop()))
    await cluster.stop()
  })
  stopOnSignal(stopAll)
  try {
    announceServers(await startServers(cluster, stops))
  } catch (error) {
    await stopAll()
    throw error
  }
  return stopAll
}

/** In sequence: a port is only surely free until someone else looks for one. */
async function startServers(cluster: TestCluster, stops: Stop[]): Promise<RunningServer[]> {
  const servers: RunningServer[] = []
  for (const name of SERVER_NAMES) {
    const server = await startTestServer(cluster, `e2e-${name}`, settingsOf(name))
    stops.push(server.stop)
    servers.push(server)
  }
  return servers
}

/** Playwright only stops in order when interrupted from the keyboard. */
function stopOnSignal(stopAll: Stop): void {
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => void stopAll().finally(() => process.exit(1)))
  }
}

function once(work: Stop): Stop {
  let running: Promise<void> | undefined
  return () => (running ??= work())
}
