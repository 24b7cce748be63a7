import type pg from 'pg'

/** A pooler shares this connection among clients, so what a session remembers is not ours alone. */
export class PooledConnection extends Error {
  constructor() {
    super(
      'A pooler shares this connection. Set DATABASE_DIRECT_URL to an address that goes past it.',
    )
    this.name = 'PooledConnection'
  }
}

/**
 * Whether a pooler such as PgBouncer stands between: the server process announced when this client
 * connected is not the one that answers. A pooler announces a number of its own, because it may pass
 * each transaction to another process.
 *
 * @see https://www.postgresql.org/docs/current/protocol-flow.html (BackendKeyData)
 */
export async function isPooled(client: pg.ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')
  return rows[0]?.pid !== announcedProcess(client)
}

/** Of the server process that this client was told it talks to. */
export function announcedProcess(client: pg.ClientBase): number | undefined {
  // Kept for cancelling queries; the driver's types leave it out.
  return (client as { processID?: number }).processID
}
