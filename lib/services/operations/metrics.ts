import { collectDefaultMetrics } from 'prom-client'
import { measureOutbox } from '@/lib/data/mail/outbox-mails'
import { poolLoad } from '@/lib/data/database/pool'
import { prisma } from '@/lib/data/database/prisma'
import { sessionCache } from '@/lib/data/sessions/session-cache'
import { later, seconds, MS_PER_SECOND } from '@/lib/domain/time'
import { metrics, type Metrics } from '@/lib/metrics/metrics'
import { hashingLoad } from '@/lib/password/pool'
import { withinPatience } from '@/lib/platform/with-timeout'

const PATIENCE_MS = seconds(2)
/** However many scrape, the outbox is counted this often. */
const KEPT_MS = seconds(5)

type Outbox = Awaited<ReturnType<typeof measureOutbox>>

let kept: { until: Date; found: Promise<Outbox | null> } | undefined
const watched = new WeakSet<Metrics>()

/**
 * The numbers of this process in Prometheus's text format. Answers within {@link PATIENCE_MS} and
 * never throws: without the database, what only it knows is missing.
 */
export async function renderMetrics(now: Date): Promise<{ text: string; contentType: string }> {
  const all = metrics()
  watchProcess(all)
  readPools(all)
  await readOutbox(all, now)
  return { text: await all.registry.metrics(), contentType: all.registry.contentType }
}

/** Event loop, memory, garbage: watched from the first scrape on, at no cost to who never scrapes. */
function watchProcess(all: Metrics): void {
  if (watched.has(all)) return
  watched.add(all)
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
  if (!kept || kept.until <= now) {
    kept = {
      until: later(now, KEPT_MS),
      found: withinPatience(measureOutbox(prisma()), PATIENCE_MS),
    }
  }
  const outbox = await kept.found
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
