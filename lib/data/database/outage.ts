import { isUnavailable } from '@/lib/platform/unavailable'

/**
 * Prisma's codes for failed connections, timeouts, closed connections, missing tables or columns, too
 * many connections, and deadlocks.
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
 * PostgreSQL's classes for connection errors, failed authentication, a missing database, transaction
 * conflicts, shutdown, exhausted resources, read-only servers and a database that an administrator has
 * closed to connections; and its codes for one that is not migrated (undefined table or column).
 *
 * @see https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const UNAVAILABLE_SQLSTATES = /^(08|28|3D|40|53|57P|25006|55000|57014|58|42P01|42703)/

/** How Prisma's adapter reports errors without a state: connections lost during a statement. */
const UNAVAILABLE_KINDS =
  /"kind":"(ConnectionClosed|DatabaseNotReachable|SocketTimeout|TlsConnectionError)"/

/** Messages of the system, pg and Prisma about lost or closing connections. */
const UNAVAILABLE_TEXTS = [
  /ECONNREFUSED|ECONNRESET|ETIMEDOUT|EPIPE|ENOTFOUND/i,
  /connection terminated|timeout exceeded|timeout expired|query read timeout/i,
  /is not queryable|received unexpected \w+ message|calling end on the pool/i,
  /server (has )?closed|can't reach database|read-only transaction/i,
]

/**
 * Whether an error from Prisma, its adapter or the driver means that the database is unavailable. Uses
 * names and codes instead of `instanceof`, since errors may come from another copy of the module.
 */
export function meansUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (isUnavailable(error) || error.name === 'PrismaClientInitializationError') return true
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  if (UNAVAILABLE_PRISMA_CODES.has(code)) return true
  const sqlState = sqlStateOf(error)
  if (sqlState) return UNAVAILABLE_SQLSTATES.test(sqlState)
  if (serialisedParts(error).some((text) => UNAVAILABLE_KINDS.test(text))) return true
  const message = `${code} ${error.message}`
  return UNAVAILABLE_TEXTS.some((text) => text.test(message)) || meansUnavailable(error.cause)
}

/** The driver's `code`; adapter-pg keeps it under `originalCode`, directly or under `meta`. */
function sqlStateOf(error: Error): string | undefined {
  if (isDatabaseError(error)) return error.code
  for (const text of serialisedParts(error)) {
    const found = /"originalCode":"([0-9A-Z]{5})"/.exec(text)
    if (found) return found[1]
  }
  return undefined
}

/** Whether the error came from PostgreSQL itself: the driver then adds the message's `length`. */
function isDatabaseError(error: Error): error is Error & { code?: string } {
  return error.name === 'error' && 'length' in error
}

/** The parts where adapter-pg and Prisma keep the driver's error, as JSON. */
function serialisedParts(error: Error): string[] {
  const meta = 'meta' in error ? error.meta : undefined
  return [error, error.cause, meta].map((part) => JSON.stringify(part ?? null) ?? '')
}
