import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import { PrismaPGlite } from 'pglite-prisma-adapter'
import { root } from '../places.mjs'

/*
 * Prisma's schema engine, in the WebAssembly build that its command line ships but does not use, on
 * an in-memory PostgreSQL (PGlite). Migrations are written and compared by Prisma's rules without
 * downloading the native engine and without touching a database.
 */

export const schemaFile = join(root, 'prisma', 'schema.prisma')

/**
 * The SQL that leads from the migrations to the schema.
 *
 * @param {{ migrations: { name: string, sql: string }[], schema: string }} input
 * @returns {Promise<string | null>} null when the migrations match the schema
 */
export async function sqlFromMigrationsToSchema({ migrations, schema }) {
  const database = await PGlite.create()
  try {
    for (const { name, sql } of migrations) {
      await database.exec(sql).catch((error) => {
        throw new Error(`Migration ${name} does not apply to an empty database: ${error.message}`)
      })
    }
    return await diff(database, schema)
  } finally {
    await database.close()
  }
}

/**
 * @param {PGlite} database
 * @param {string} schema
 */
async function diff(database, schema) {
  const SchemaEngine = await (engineLoading ??= loadEngine())
  const files = [{ path: schemaFile, content: schema }]
  const adapter = bindMigrationAwareSqlAdapterFactory(new PrismaPGlite(database))
  const engine = await SchemaEngine.new(
    { datamodels: files.map((file) => [file.path, file.content]) },
    () => {},
    adapter,
  )
  try {
    const result = await engine.diff({
      from: { tag: 'schemaDatasource', files, configDir: root },
      to: { tag: 'schemaDatamodel', files },
      script: true,
      exitCode: true,
      filters: { externalTables: [], externalEnums: [] },
    })
    return result.exitCode === 0 ? null : (result.stdout ?? '')
  } finally {
    engine.free()
  }
}

/**
 * One shared instance: the binary's bindings keep views into its memory.
 *
 * @type {ReturnType<typeof loadEngine> | undefined}
 */
let engineLoading

/** Node cannot import .wasm modules without a flag, so it is instantiated by hand. */
async function loadEngine() {
  const require = createRequire(import.meta.url)
  Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: { set_message: throwPanic } })
  const glue = await import('@prisma/schema-engine-wasm/schema_engine_bg')
  const binary = require
    .resolve('@prisma/schema-engine-wasm/schema_engine_bg')
    .replace(/\.js$/, '.wasm')
  const { instance } = await WebAssembly.instantiate(await readFile(binary), {
    './schema_engine_bg.js': /** @type {WebAssembly.ModuleImports} */ (
      /** @type {unknown} */ (glue)
    ),
  })
  glue.__wbg_set_wasm(instance.exports)
  const start = instance.exports['__wbindgen_start']
  if (typeof start === 'function') start()
  return glue.SchemaEngine
}

/** @param {string} message of a bug in the engine, which cannot continue anyway */
function throwPanic(message) {
  throw new Error(`Prisma's schema engine failed: ${message}`)
}
