import pg from 'pg'
import { pool } from '@/lib/data/database/pool'
import { prisma } from '@/lib/data/database/prisma'
import { sealAuditEvents } from '@/lib/services/audit/audit-seal'
import { purgeExpired } from '@/lib/services/operations/purge'
import { NOW, type SampleUser } from './question'
import { QUESTIONS } from './questions'

/*
 * Queries one database, from a separate process: the name of a query is answered with its median in
 * milliseconds, `names` with all names, `plans` with PostgreSQL's query plans.
 */

const REPETITIONS = 20
const JOBS = 3
/** The number of events sealed per round. */
const UNSEALED = 500
/** The number of rows due when the purge is measured. */
const DUE = 1000

async function medianMs(repetitions: number, work: () => Promise<unknown>): Promise<number> {
  const times: number[] = []
  for (let count = 0; count < repetitions; count++) {
    const start = performance.now()
    await work()
    times.push(performance.now() - start)
  }
  return times.sort((one, other) => one - other)[Math.floor(repetitions / 2)] ?? Number.NaN
}

async function findSampleUser(): Promise<SampleUser> {
  const user = await prisma().user.findFirstOrThrow({
    where: { createdAt: { gte: new Date('2024-01-01T08:00:00Z') }, disabledAt: null },
    orderBy: { createdAt: 'asc' },
    select: {
      ...{ id: true, name: true, email: true, username: true },
      sessions: { select: { id: true }, take: 1 },
    },
  })
  const [session] = user.sessions
  return { ...user, sessionId: session?.id ?? '' }
}

type Ask = (who: SampleUser) => Promise<number>

const ASKED: Record<string, Ask> = {
  ...Object.fromEntries(
    Object.entries(QUESTIONS).map(([name, ask]): [string, Ask] => [
      name,
      (who) => medianMs(REPETITIONS, () => ask(who)),
    ]),
  ),
  'retention job, 1000 rows due': () => medianOfJobs(makeDue, () => purgeExpired(NOW)),
  'sealing 500 events': () => medianOfJobs(makeUnsealed, () => sealAuditEvents(null, NOW)),
}

let sampleUser: Promise<SampleUser> | undefined

async function ask(name: string): Promise<number> {
  return ASKED[name]?.(await (sampleUser ??= findSampleUser())) ?? Number.NaN
}

async function medianOfJobs(prepare: () => Promise<unknown>, job: () => Promise<unknown>) {
  const times: number[] = []
  for (let count = 0; count < JOBS; count++) {
    await prepare()
    times.push(await medianMs(1, job))
  }
  return times.sort((one, other) => one - other)[Math.floor(JOBS / 2)] ?? Number.NaN
}

const makeDue = () =>
  pool().query(
    `INSERT INTO sessions (id, "userId", "createdAt", "lastSeenAt", "idleEndAt", "absoluteEndAt",
                             remember, address, "userAgent", "revokedAt")
       SELECT 'due-' || n, (SELECT id FROM users LIMIT 1), at, at, at, at, false, '', '', at
         FROM generate_series(1, $1::int) AS n, (SELECT timestamptz '2025-06-01' AS at) AS ended`,
    [DUE],
  )

const makeUnsealed = () =>
  pool().query(
    `INSERT INTO audit_events (id, at, action, result, "targetId", details)
     SELECT gen_random_uuid(), $1, 'authn_login_success', 'SUCCESS', (SELECT id FROM users LIMIT 1), '{}'
       FROM generate_series(1, $2::int)`,
    [NOW, UNSEALED],
  )

/** Bytes on disk per row, including indexes; for an event also its origin and its seal. */
async function bytes(): Promise<Record<string, number>> {
  const { rows } = await pool().query<{ session: number; event: number }>(`
    SELECT pg_total_relation_size('sessions') / (SELECT count(*) FROM sessions) AS session,
           (pg_total_relation_size('audit_events') + pg_total_relation_size('audit_origins'))
             / (SELECT count(*) FROM audit_events)
           + pg_total_relation_size('audit_seals') / (SELECT count(*) FROM audit_seals) AS event`)
  const [{ session, event } = { session: NaN, event: NaN }] = rows
  return { session: Number(session), event: Number(event) }
}

type Node = {
  'Node Type': string
  'Index Name'?: string
  'Relation Name'?: string
  Plans?: Node[]
}

export type Plans = Record<string, { indexes: string[]; readThrough: string[] }>

/** A table scan without a limit. */
const readsThrough = (node: Node, parent?: Node): boolean =>
  node['Node Type'] === 'Seq Scan' && parent?.['Node Type'] !== 'Limit'

const nodesOf = (node: Node, parent?: Node): (Node & { isReadThrough: boolean })[] => [
  { ...node, isReadThrough: readsThrough(node, parent) },
  ...(node.Plans ?? []).flatMap((child) => nodesOf(child, node)),
]

/** Repeats every statement of a query with EXPLAIN. */
async function plans(): Promise<Plans> {
  const who = await findSampleUser()
  const found: Plans = {}
  for (const [name, ask] of Object.entries(QUESTIONS)) {
    const nodes: ReturnType<typeof nodesOf> = []
    for (const { text, values } of await sentBy(() => ask(who))) {
      if (!/^\s*(select|with)/i.test(text)) continue
      const explained = await pool().query<{ 'QUERY PLAN': { Plan: Node }[] }>(
        `EXPLAIN (FORMAT JSON) ${text}`,
        values,
      )
      nodes.push(
        ...explained.rows.flatMap((row) => row['QUERY PLAN'].flatMap((one) => nodesOf(one.Plan))),
      )
    }
    const readThrough = nodes.filter(({ isReadThrough }) => isReadThrough)
    found[name] = {
      indexes: [...new Set(nodes.flatMap((node) => node['Index Name'] ?? []))].sort(),
      readThrough: [...new Set(readThrough.flatMap((node) => node['Relation Name'] ?? []))].sort(),
    }
  }
  return found
}

type Statement = { text: string; values: unknown[] }

/** The statements sent to the driver meanwhile. */
async function sentBy(work: () => Promise<unknown>): Promise<Statement[]> {
  const sent: Statement[] = []
  const client = pg.Client.prototype
  const query = Object.getOwnPropertyDescriptor(client, 'query')
  const original = client.query as (...args: unknown[]) => unknown
  client.query = function (this: pg.Client, ...args: unknown[]) {
    const [first, second] = args
    const asked = typeof first === 'string' ? { text: first, values: second } : first
    const { text = '', values } = asked as { text?: string; values?: unknown }
    sent.push({ text, values: Array.isArray(values) ? (values as unknown[]) : [] })
    return original.apply(this, args)
  } as typeof client.query
  try {
    await work()
  } finally {
    if (query) Object.defineProperty(client, 'query', query)
  }
  return sent
}

const ABOUT: Record<string, () => Promise<unknown>> = {
  names: () => Promise.resolve(Object.keys(ASKED)),
  plans,
  bytes,
}

process.on('message', (message) => {
  const asked = String(message)
  void (ABOUT[asked] ?? (() => ask(asked)))().then((answer) => process.send?.({ answer }))
})
process.on('disconnect', () => process.exit(0))
