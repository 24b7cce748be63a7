import { createHash } from 'node:crypto'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { createDatabase, dropDatabase, startDatabase } from '@/scripts/database.mjs'
import { migrate } from '@/scripts/migrate.mjs'
import { readMigrations } from '@/scripts/migrations.mjs'
import { dataFolder } from '@/scripts/places.mjs'
import { identityOf } from '@/scripts/processes.mjs'

declare module 'vitest' {
  interface ProvidedContext {
    /** A database to connect to for making others, and the migrated one to copy. */
    cluster: { url: string; template: string; runId: string }
  }
}

/** Starts the tests' own cluster and makes the migrated database that every test file copies. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = join(dataFolder, 'test', 'pg')
  const cluster = await startDatabase({ folder, name: 'postgres' })
  await dropLeftovers(cluster.url)
  const template = await makeTemplate(cluster.url)
  project.provide('cluster', { url: cluster.url, template, runId: `test_${process.pid}` })
  return async () => {
    await dropDatabases(cluster.url, (name) => name.startsWith(`test_${process.pid}_`))
    await cluster.stop()
  }
}

/** Named after the migrations it holds, and renamed only when ready, so that it is never half made. */
async function makeTemplate(url: string): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify(await readMigrations()))
  const template = `template_${hash.digest('hex').slice(0, 16)}`
  if ((await databaseNames(url)).includes(template)) return template
  const unfinished = withName(url, `test_${process.pid}_template`)
  await createDatabase(unfinished)
  await migrate(unfinished)
  await query(url, `ALTER DATABASE test_${process.pid}_template RENAME TO ${template}`).catch(
    async (error) => {
      // Another run was faster.
      if (!(await databaseNames(url)).includes(template)) throw error
    },
  )
  return template
}

/** A run that was killed could not drop its databases. */
async function dropLeftovers(url: string): Promise<void> {
  const names = (await databaseNames(url)).filter((name) => name.startsWith('test_'))
  for (const name of names) {
    const pid = Number(name.split('_')[1])
    if ((await identityOf(pid)) === null) await dropDatabase(withName(url, name))
  }
}

async function dropDatabases(url: string, chosen: (name: string) => boolean): Promise<void> {
  for (const name of (await databaseNames(url)).filter(chosen)) {
    await dropDatabase(withName(url, name))
  }
}

async function databaseNames(url: string): Promise<string[]> {
  return (await query(url, 'SELECT datname FROM pg_database')).map((row) => String(row.datname))
}

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows
  } finally {
    await client.end()
  }
}

export function withName(url: string, name: string): string {
  const address = new URL(url)
  address.pathname = `/${name}`
  return address.href
}
