import pg from 'pg'

/**
 * Creates the database that `url` names, unless it exists.
 *
 * @param {string} url
 * @param {{ template?: string }} [options] the database to copy
 */
export async function createDatabase(url, { template } = {}) {
  const name = pg.escapeIdentifier(databaseOf(url))
  const source =
    template === undefined ? '' : ` TEMPLATE ${pg.escapeIdentifier(template)} STRATEGY FILE_COPY`
  await asSuperuser(url, async (client) => {
    await client.query(`CREATE DATABASE ${name}${source}`).catch((error) => {
      const exists = error.code === '42P04' || error.code === '23505'
      if (!exists) throw error
    })
  })
}

/** @param {string} url names the database to drop; its connections are closed */
export async function dropDatabase(url) {
  const name = pg.escapeIdentifier(databaseOf(url))
  await asSuperuser(url, (client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`))
}

/** @param {string} url */
function databaseOf(url) {
  return decodeURIComponent(new URL(url).pathname.slice(1))
}

/**
 * @param {string} url
 * @param {(client: pg.Client) => Promise<unknown>} work
 */
async function asSuperuser(url, work) {
  const address = new URL(url)
  address.pathname = '/postgres'
  const client = new pg.Client({ connectionString: address.href })
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}
