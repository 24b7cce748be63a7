import pg from 'pg'

type Row = Record<string, unknown>

/** The database of one server, for what no page of the product can do or show. */
export class TestDatabase {
  readonly #pool: pg.Pool

  constructor(url: string) {
    this.#pool = new pg.Pool({ connectionString: url, max: 2 })
  }

  async rows(sql: string, values: unknown[] = []): Promise<Row[]> {
    return (await this.#pool.query<Row>(sql, values)).rows
  }

  async count(sql: string, values: unknown[] = []): Promise<number> {
    const [row] = await this.rows(`SELECT count(*)::int AS count FROM ${sql}`, values)
    return Number(row?.count)
  }

  async close(): Promise<void> {
    await this.#pool.end()
  }
}
