import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { programsFolder } from '../run/build.mjs'
import { startServer, waitUntilItAnswers } from '../run/local-server.mjs'
import { dataFolder } from '../places.mjs'
import { freePort } from '../run/ports.mjs'
import { newTestDatabase } from './test-cluster.mjs'

/** The folder of the tests' production build, separate from the one a demo may be serving. */
export const testDistFolder = '.data/test/next'

/** The folder of the build that runs as functions. */
export const functionsFolder = '.data/test/functions'

/** Random, as production requires, and the same in every run. */
export const TEST_SECRETS = {
  AUTH_SECRET: 'Gv5kTn8XqWz2RfLb9HyMc4JdPs7Ue3Ah',
  PASSWORD_PEPPER: 'test:Bx7rKw3ZnQf9VtLm2HcYj6GdPe8Us5Na',
}

/** Every setting the server reads. Settings exported in a developer's shell must not change a test. */
const SETTINGS =
  /^(AUTH_|NEXTAUTH_|LATCHKEY_|SESSION_|SIGN_IN_|SMTP_|FLOW_|OTEL_|BREACH_|ALLOWED_|TRUSTED_|REQUIRE_|(RESET|VERIFY)_TOKEN_|SUDO_|METRICS_|RETAIN_|CLEANUP_)|^(DATABASE_(URL|DIRECT_URL|POOL_MAX)|CLIENT_ADDRESS_HEADER|JOBS_TOKEN|VERCEL|DRAIN_DELAY_SECONDS|HASH_THREADS|PASSWORD_PEPPER|BCRYPT_COST|MAIL_FROM|LOG_LEVEL|PORT|HOSTNAME|NODE_ENV)$/

/** @returns {NodeJS.ProcessEnv} this process's environment without any setting */
export function environmentWithoutSettings() {
  const others = Object.entries(process.env).filter(([name]) => !SETTINGS.test(name))
  return /** @type {NodeJS.ProcessEnv} */ (Object.fromEntries(others))
}

/**
 * @param {{ port: number, databaseUrl: string, settings?: Record<string, string> }} options settings
 *   override the defaults of every test server
 * @returns {NodeJS.ProcessEnv & { AUTH_URL: string }}
 */
export function testServerEnvironment({ port, databaseUrl, settings = {} }) {
  return {
    ...environmentWithoutSettings(),
    NODE_ENV: /** @type {const} */ ('production'),
    LATCHKEY_MODE: 'test',
    LATCHKEY_DIST_DIR: testDistFolder,
    PORT: String(port),
    AUTH_URL: `http://localhost:${port}`,
    ...TEST_SECRETS,
    BCRYPT_COST: '4',
    DATABASE_URL: databaseUrl,
    ...settings,
  }
}

/**
 * Serves the tests' build on a free port, with a migrated database of its own.
 *
 * @param {import('./test-cluster.mjs').TestCluster} cluster
 * @param {string} name unique within the run: of the database and of the log file
 * @param {Record<string, string>} [settings] override the defaults of every test server
 * @returns {Promise<{ url: string, port: number, databaseUrl: string, logFile: string, readLog: () =>
 *   Promise<string>, stop: () => Promise<void> }>}
 */
export async function startTestServer(cluster, name, settings = {}) {
  const databaseUrl = await newTestDatabase(cluster, name)
  const port = await freePort()
  const logs = join(dataFolder, 'test', 'logs')
  await mkdir(logs, { recursive: true })
  const logFile = join(logs, `${name}.log`)
  const env = testServerEnvironment({ port, databaseUrl, settings })
  const program = join(programsFolder(testDistFolder), 'serve.mjs')
  const server = await startServer({ program, port, env, logFile })
  try {
    await waitUntilItAnswers(server, { port, logFile })
  } catch (error) {
    server.kill()
    throw error
  }
  return {
    url: env.AUTH_URL,
    port,
    databaseUrl,
    logFile,
    readLog: () => readFile(logFile, 'utf8'),
    stop: server.stop,
  }
}
