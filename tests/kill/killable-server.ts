import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { programsFolder } from '@/scripts/run/build.mjs'
import { startServer, waitUntilItAnswers } from '@/scripts/run/local-server.mjs'
import { dataFolder } from '@/scripts/places.mjs'
import { testDistFolder, testServerEnvironment } from '@/scripts/test/test-server.mjs'
import { settingsOf } from '../e2e/setup/servers'

/**
 * Serves the production build.
 *
 * @returns `kill` is `kill -9`, without warning, and resolves when the process has exited
 */
export async function startKillableServer({
  port,
  databaseUrl,
}: {
  port: number
  databaseUrl: string
}): Promise<{ kill: () => Promise<void> }> {
  const logs = join(dataFolder, 'test', 'logs')
  await mkdir(logs, { recursive: true })
  const logFile = join(logs, 'kill.log')
  const env = testServerEnvironment({ port, databaseUrl, settings: settingsOf('standard') })
  const program = join(programsFolder(testDistFolder), 'serve.mjs')
  const server = await startServer({ program, port, env, logFile })
  const kill = async () => {
    server.kill()
    await server.ended
  }
  try {
    await waitUntilItAnswers(server, { port, logFile })
  } catch (error) {
    await kill()
    throw error
  }
  return { kill }
}
