import { isUnavailable } from '@/lib/platform/unavailable'

/**
 * Prisma's codes for "no connection", "timed out", "closed", "no such table or column", "too many
 * connections", "deadlock".
 */
const UNAVAILABLE_PRISMA_CODES = new Set([
  'P1000',
  'P1001',
  'P1002',
  'P1003',
  'P1008',
  'P1010',
  'P1011',
  'P1017',
  'P2021',
  'P2022',
  'P2024',
  'P2028',
  'P2034',
  'P2037',
  'P2039',
])

/**
 * PostgreSQL's classes for connection trouble, refused log-ins, a missing database, transactions in
 * each other's way, shutdown, resources, and read-only servers; and its codes for a database that is
 * not migrated (undefined table or column) or does not grant what Latchkey needs.
 *
 * @see https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const UNAVAILABLE_SQLSTATES = /^(08|28|3D|40|53|57P|25006|57014|58|42P01|42703|42501)/

/** What Prisma's adapter makes of errors without a state: lines cut in the middle of a statement. */
const UNAVAILABLE_KINDS =
  /"kind":"(ConnectionClosed|DatabaseNotReachable|SocketTimeout|TlsConnectionError)"/

/** What the system, pg and Prisma say of a line that breaks, has broken or is being closed. */
const UNAVAILABLE_TEXTS = [
  /ECONNREFUSED|ECONNRESET|ETIMEDOUT|EPIPE|ENOTFOUND/i,
  /connection terminated|timeout exceeded|timeout expired|query read timeout/i,
  /is not queryable|received unexpected \w+ message|calling end on the pool/i,
  /server (has )?closed|can't reach database|read-only transaction/i,
]

/**
 * Whether an error from Prisma, its adapter or the driver says "cannot serve", and not "is wrong". Told
 * by names and codes: client and pool are shared, so their errors may be of another module copy.
 */
export function meansUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (isUnavailable(error) || error.name === 'PrismaClientInitializationError') return true
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  if (UNAVAILABLE_PRISMA_CODES.has(code)) return true
  const sqlState = sqlStateOf(error)
  if (sqlState) return UNAVAILABLE_SQLSTATES.test(sqlState)
  if (placesOf(error).some((text) => UNAVAILABLE_KINDS.test(text))) return true
  const said = `${code} ${error.message}`
  return UNAVAILABLE_TEXTS.some((text) => text.test(said)) || meansUnavailable(error.cause)
}

/** The driver's `code`; adapter-pg keeps it under `originalCode`, directly or under `meta`. */
function sqlStateOf(error: Error): string | undefined {
  if (isDatabaseError(error)) return error.code
  for (const text of placesOf(error)) {
    const found = /"originalCode":"([0-9A-Z]{5})"/.exec(text)
    if (found) return found[1]
  }
  return undefined
}

/** What PostgreSQL itself answered, as the driver gives it: with the length of the message it came in. */
function isDatabaseError(error: Error): error is Error & { code?: string } {
  return error.name === 'error' && 'length' in error
}

/** Where adapter-pg and Prisma keep what the driver said, as text. */
function placesOf(error: Error): string[] {
  const meta = 'meta' in error ? error.meta : undefined
  return [error, error.cause, meta].map((place) => JSON.stringify(place ?? null) ?? '')
}
