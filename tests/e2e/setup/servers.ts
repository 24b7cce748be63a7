import { WITHOUT_MIDDLEWARE } from './without-middleware'

/**
 * The servers of a run: one build, started with different settings, each on its own database.
 * Every test uses its own client address, so that tests do not share limits.
 */
const SERVERS = {
  /** Default settings. */
  standard: {},
  /** Signs new users in at once, and requires two-factor of administrators. */
  'no-verification': { REQUIRE_EMAIL_VERIFICATION: 'false', REQUIRE_TWO_FACTOR: 'admins' },
  /** Sessions expire during the test. */
  'short-sessions': { SESSION_IDLE_SECONDS: '8' },
  /** Behind a TLS proxy, but addressed directly here. */
  'behind-tls': { AUTH_URL: 'https://accounts.example.com' },
  /** Without the inspector. */
  'no-inspector': { FLOW_INSPECTOR: 'off' },
  /** Without the early redirects: only the guards remain. */
  'without-middleware': { LATCHKEY_DIST_DIR: WITHOUT_MIDDLEWARE },
} satisfies Record<string, Record<string, string>>

export type ServerName = keyof typeof SERVERS

export const SERVER_NAMES = [
  'standard',
  'no-verification',
  'short-sessions',
  'behind-tls',
  'no-inspector',
  'without-middleware',
] as const

/** bcrypt's minimum, which only test mode accepts. */
export const BCRYPT_COST = 4
export const PEPPER = { id: 'browser', secret: 'Uj4nQw9TzRx2VbKm7HfLc5YgPd8Ns3Ea' }

export const METRICS_TOKEN = 'browser-tests-metrics-token'

export function settingsOf(name: ServerName): Record<string, string> {
  return {
    BCRYPT_COST: String(BCRYPT_COST),
    PASSWORD_PEPPER: `${PEPPER.id}:${PEPPER.secret}`,
    // Each test sends its own client address.
    TRUSTED_PROXIES: '1',
    METRICS_TOKEN,
    // What the tests count on; another default changes none of them.
    SIGN_IN_MAX_FAILURES: '5',
    SIGN_IN_LOCK_SECONDS: '30',
    // Everything that is logged is searched at the end.
    LOG_LEVEL: 'debug',
    ...SERVERS[name],
  }
}

export type RunningServer = { url: string; port: number; databaseUrl: string; logFile: string }

const VARIABLE = 'LATCHKEY_TEST_SERVERS'

/**
 * Passes the servers to the workers, which start later and inherit the environment.
 *
 * @param servers in the order of {@link SERVER_NAMES}
 */
export function announceServers(servers: readonly RunningServer[]): void {
  const places = servers.map(({ url, port, databaseUrl, logFile }) => {
    return { url, port, databaseUrl, logFile }
  })
  process.env[VARIABLE] = JSON.stringify(places)
}

export function runningServer(name: ServerName): RunningServer {
  const servers = JSON.parse(process.env[VARIABLE] ?? '[]') as RunningServer[]
  const server = servers[SERVER_NAMES.indexOf(name)]
  if (!server) throw new Error(`The server "${name}" has not been started`)
  return server
}
