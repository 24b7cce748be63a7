import pg from 'pg'

/** @param {string} url of a database with all migrations */
export async function hasAccounts(url) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query('SELECT EXISTS (SELECT FROM users) AS found')
    return rows[0].found === true
  } finally {
    await client.end()
  }
}
