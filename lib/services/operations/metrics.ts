import { collectDefaultMetrics } from 'prom-client'
import { measureOutbox } from '@/lib/data/mail/outbox-mails'
import { poolLoad } from '@/lib/data/database/pool'
import { prisma } from '@/lib/data/database/prisma'
import { sessionCache } from '@/lib/data/sessions/session-cache'
import { later, seconds, MS_PER_SECOND } from '@/lib/domain/time'
import { metrics, type Metrics } from '@/lib/metrics/metrics'
import { hashingLoad } from '@/lib/password/pool'
import { withTimeout } from '@/lib/platform/with-timeout'

const TIMEOUT_MS = seconds(2)
/** The outbox is counted at most this often, however many clients scrape. */
const CACHE_MS = seconds(5)

type Outbox = Awaited<ReturnType<typeof measureOutbox>>

let cached: { until: Date; found: Promise<Outbox | null> } | undefined
const collecting = new WeakSet<Metrics>()

/**
 * The metrics of this process in the Prometheus text format. Returns within {@link TIMEOUT_MS} and
 * never throws: while the database is down, the metrics read from it are NaN.
 */
export async function renderMetrics(now: Date): Promise<{ text: string; contentType: string }> {
  const all = metrics()
  collectProcessMetrics(all)
  readPools(all)
  await readOutbox(all, now)
  return { text: await all.registry.metrics(), contentType: all.registry.contentType }
}

/** Event loop, memory and garbage collection, collected from the first scrape on. */
function collectProcessMetrics(all: Metrics): void {
  if (collecting.has(all)) return
  collecting.add(all)
  collectDefaultMetrics({ register: all.registry })
}

function readPools(all: Metrics): void {
  const { threads, running, waiting } = hashingLoad()
  all.hashing.set({ state: 'threads' }, threads)
  all.hashing.set({ state: 'running' }, running)
  all.hashing.set({ state: 'waiting' }, waiting)
  const connections = poolLoad()
  all.connections.set({ state: 'busy' }, connections.total - connections.idle)
  all.connections.set({ state: 'idle' }, connections.idle)
  all.connectionsWanted.set(connections.waiting)
  const { lookups, isEnabled } = sessionCache()
  all.sessionChecks.reset() // The session cache keeps the totals.
  all.sessionChecks.inc({ source: 'memory' }, lookups.memory)
  all.sessionChecks.inc({ source: 'database' }, lookups.database)
  all.sessionCacheEnabled.set(isEnabled ? 1 : 0)
}

async function readOutbox(all: Metrics, now: Date): Promise<void> {
  if (!cached || cached.until <= now) {
    cached = {
      until: later(now, CACHE_MS),
      found: withTimeout(measureOutbox(prisma()), TIMEOUT_MS),
    }
  }
  const outbox = await cached.found
  all.databaseUp.set(outbox === null ? 0 : 1)
  if (outbox === null) {
    all.mailsWaiting.set(Number.NaN)
    all.oldestMailSeconds.set(Number.NaN)
    return
  }
  const waitingMs = outbox.oldestAt === null ? 0 : now.getTime() - outbox.oldestAt.getTime()
  all.mailsWaiting.set(outbox.waiting)
  all.oldestMailSeconds.set(Math.max(0, waitingMs) / MS_PER_SECOND)
}
