import { fillUsers } from '../fill-users.mjs'

/*
 * Users with their usual rows: two sessions each, one open and one ended, and three events with
 * their origins. Created by the database itself, bypassing triggers and foreign keys.
 */

const AT_ONCE = 250_000

/**
 * @param {import('pg').Client} client of a migrated database, as a superuser
 * @param {number} size the target number of users; existing ones stay
 */
export async function fillScale(client, size) {
  const { rows } = await client.query('SELECT count(*)::int AS there FROM users')
  const there = Number(rows[0].there)
  if (there >= size) return
  await client.query('SET synchronous_commit = off')
  for (let from = there + 1; from <= size; from += AT_ONCE) {
    await fillUsers(client, { from, to: Math.min(size, from + AT_ONCE - 1) })
  }
  await client.query('SET session_replication_role = replica')
  await withoutIndexes(client, async () => {
    for (const sql of [SESSIONS, EVENTS, ORIGINS]) await client.query(sql)
  })
  await client.query('RESET session_replication_role')
  await client.query('VACUUM (ANALYZE)')
}

/**
 * Building an index at once is faster than row by row. Primary keys stay.
 *
 * @param {import('pg').Client} client
 * @param {() => Promise<void>} fill
 */
async function withoutIndexes(client, fill) {
  const { rows } = await client.query(`
    SELECT indexname, indexdef FROM pg_indexes
     WHERE tablename IN ('sessions', 'audit_events', 'audit_origins') AND indexname NOT LIKE '%_pkey'`)
  for (const { indexname } of rows) await client.query(`DROP INDEX "${indexname}"`)
  await fill()
  await client.query("SET maintenance_work_mem = '512MB'")
  for (const { indexdef } of rows) await client.query(indexdef)
}

/** Ended sessions ended within the last month, so the purge has nothing to do yet. */
const SESSIONS = `
  INSERT INTO sessions (id, "userId", "createdAt", "lastSeenAt", "idleEndAt", "absoluteEndAt", remember,
                        address, "userAgent", "provedAt", "revokedAt")
  SELECT encode(sha256(convert_to(u.id::text || which, 'UTF8')), 'hex'), u.id, started, started,
         timestamptz '2026-03-15', timestamptz '2026-03-30', true,
         '192.0.2.' || which, 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
         started, CASE WHEN which = 2 THEN started + interval '1 hour' END
    FROM users u, generate_series(1, 2) AS which,
         LATERAL (SELECT timestamptz '2026-02-10'
                         + (hashtext(u.id::text || which) & 1048575) * interval '1 second' AS started) AS at`

const EVENTS = `
  INSERT INTO audit_events (id, at, action, result, "actorId", "targetId", details, "originDigest")
  SELECT gen_random_uuid(), timestamptz '2026-02-10'
           + (hashtext(u.id::text || 'e' || which) & 1048575) * interval '1 second' AS at,
         (ARRAY['authn_login_success','session_created','authn_login_fail'])[which],
         CASE WHEN which = 3 THEN 'FAILURE' ELSE 'SUCCESS' END::"AuditResult",
         CASE WHEN which < 3 THEN u.id END, u.id, '{}', 'digest'
    FROM users u, generate_series(1, 3) AS which
   ORDER BY at` // Appended in order, as a log is.

const ORIGINS = `
  INSERT INTO audit_origins ("eventId", "personId", salt, address, "userAgent", at)
  SELECT id, "targetId", 'salt', '192.0.2.1',
         'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', at
    FROM audit_events ORDER BY at`
