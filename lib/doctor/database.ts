import { parseUrl } from '@/lib/domain/parse-url'
import { readDatabaseFacts, type DatabaseFacts } from '@/lib/data/database/database-facts'
import { errorForLog } from '@/lib/platform/error-for-log'
import { broken, ok, skipped, warning, type Finding } from './finding'
import { examinePooler } from './pooler'
import { product } from '@/lib/product'
import { MS_PER_SECOND, seconds } from '@/lib/domain/time'

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[?::1\]?|)$/
const SLOW_MS = 50
/** The oldest major version that still receives fixes; raise it each November. */
const OLDEST_SUPPORTED = 14
const CROWDED = 0.8
const CLOCKS_DIFFER_MS = seconds(1)
const CLOCKS_DISAGREE_MS = seconds(30)

type Addresses = { url: string | undefined; directUrl: string | undefined }

/** @param addresses as configured; undefined when missing */
export async function examineDatabase(
  { url, directUrl }: Addresses,
  clock: () => Date,
): Promise<Finding[]> {
  if (url === undefined) {
    return [
      broken('database', 'DATABASE_URL is missing.', 'Set it to the address of your PostgreSQL.'),
    ]
  }
  try {
    const facts = await readDatabaseFacts(url, clock)
    return [
      ...judgeServer(facts, url),
      ...(await examinePooler(facts, directUrl)),
      ...judgeMigrations(facts),
      ...judgeClock(facts),
    ]
  } catch (error) {
    const { message, code } = errorForLog(error)
    return [
      broken(
        'database',
        `Cannot connect to PostgreSQL: ${message || code || 'no answer'}.`,
        'Start it, or fix DATABASE_URL: host, port, user, password and database name.',
      ),
      skipped('migrations', 'Needs the database.'),
      skipped('clock', 'Needs the database.'),
    ]
  }
}

function judgeServer(facts: DatabaseFacts, url: string): Finding[] {
  const { version, majorVersion, latencyMs, isReadOnly, isSuperuser } = facts
  const { usedConnections, maxConnections, isEncrypted } = facts
  const about = `PostgreSQL ${version} answers in ${latencyMs.toFixed(1)} ms; ${usedConnections} of ${maxConnections} connections are in use.`
  const findings: Finding[] = []
  const warn = (says: string, remedy: string) => findings.push(warning('database', says, remedy))
  if (isReadOnly) {
    const remedy = 'Point DATABASE_URL to the primary.'
    findings.push(broken('database', 'The server is read-only, such as a replica.', remedy))
  }
  if (majorVersion < OLDEST_SUPPORTED) {
    warn(`PostgreSQL ${version} no longer receives fixes.`, 'Upgrade PostgreSQL.')
  }
  if (latencyMs > SLOW_MS) {
    const remedy = `Run ${product.name} close to its database.`
    warn(`A round trip takes ${Math.round(latencyMs)} ms; a page needs several.`, remedy)
  }
  if (usedConnections > maxConnections * CROWDED) {
    const says = `${usedConnections} of ${maxConnections} connections are in use.`
    warn(says, 'Raise max_connections, or put a pooler in front; or lower DATABASE_POOL_MAX.')
  }
  if (isSuperuser && !isLoopback(url)) {
    const remedy = 'Use a role that owns only this database.'
    warn(`${product.name} connects as a superuser.`, remedy)
  }
  if (!isEncrypted && !isLoopback(url)) {
    warn('The connection is not encrypted.', 'Add ?sslmode=verify-full to DATABASE_URL.')
  }
  return isReadOnly ? findings : [ok('database', about), ...findings]
}

function isLoopback(url: string): boolean {
  const parsed = parseUrl(url)
  return parsed !== null && LOOPBACK.test(parsed.hostname)
}

function judgeMigrations({ migrations }: DatabaseFacts): Finding[] {
  const { missing, edited, unfinished, unknown } = migrations
  const check = 'migrations'
  const findings = [
    ...(unfinished.length > 0
      ? [
          broken(
            check,
            `Started but not finished: ${unfinished.join(', ')}.`,
            'Run npm run db:migrate; it explains what to do.',
          ),
        ]
      : []),
    ...(missing.length > 0
      ? [broken(check, `Not applied yet: ${missing.join(', ')}.`, 'Run npm run db:migrate.')]
      : []),
    ...(edited.length > 0
      ? [
          broken(
            check,
            `Changed since they were applied: ${edited.join(', ')}.`,
            'Restore the files; put changes in a new migration.',
          ),
        ]
      : []),
    ...(unknown.length > 0
      ? [
          warning(
            check,
            `The database is ahead of this version: ${unknown.join(', ')}.`,
            'Run the version that applied them; see "Upgrades" in docs/operations.md.',
          ),
        ]
      : []),
  ]
  return findings.length > 0 ? findings : [ok(check, 'All migrations are applied.')]
}

function judgeClock({ clockAheadMs }: DatabaseFacts): Finding[] {
  const apart = Math.abs(clockAheadMs)
  const says = `The database's clock is ${(apart / MS_PER_SECOND).toFixed(1)} s ${clockAheadMs > 0 ? 'ahead of' : 'behind'} this machine’s.`
  const remedy = 'Run a time service (chrony, systemd-timesyncd) on both machines.'
  if (apart > CLOCKS_DISAGREE_MS) return [broken('clock', says, remedy)]
  if (apart > CLOCKS_DIFFER_MS) return [warning('clock', says, remedy)]
  return [ok('clock', 'The database and this machine agree on the time.')]
}
