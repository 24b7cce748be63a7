import { WITHOUT_MIDDLEWARE } from './without-middleware'

/**
 * The servers of a run: one build, started with different settings, each on its own database.
 * The limits on sign-ins are the product's own: every test comes from an address of its own.
 */
const SERVERS = {
  /** As the product comes. */
  standard: {},
  /** Signs new users in at once. */
  'no-verification': { REQUIRE_EMAIL_VERIFICATION: 'false' },
  /** Sessions end while one looks on. */
  'short-sessions': { SESSION_IDLE_SECONDS: '8' },
  /** Behind something that speaks TLS; only spoken to directly here. */
  'behind-tls': { AUTH_URL: 'https://accounts.example.com' },
  /** Nothing watches. */
  'no-inspector': { FLOW_INSPECTOR: 'off' },
  /** Without the early redirects: what is left is the lock itself. */
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

/** bcrypt's least, which only test mode accepts. */
export const BCRYPT_COST = 4
export const PEPPER = { id: 'browser', secret: 'Uj4nQw9TzRx2VbKm7HfLc5YgPd8Ns3Ea' }

export const METRICS_TOKEN = 'browser-tests-metrics-token'

export function settingsOf(name: ServerName): Record<string, string> {
  return {
    BCRYPT_COST: String(BCRYPT_COST),
    PASSWORD_PEPPER: `${PEPPER.id}:${PEPPER.secret}`,
    // Each test says which address it comes from.
    TRUSTED_PROXIES: '1',
    METRICS_TOKEN,
    // Whatever could be written is looked through at the end.
    LOG_LEVEL: 'debug',
    ...SERVERS[name],
  }
}

export type RunningServer = { url: string; port: number; databaseUrl: string; logFile: string }

const VARIABLE = 'LATCHKEY_TEST_SERVERS'

/**
 * Tells the workers, which start later and inherit the environment.
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
