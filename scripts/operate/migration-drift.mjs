import { readFile } from 'node:fs/promises'
import { readMigrations } from './migrations.mjs'
import { schemaFile, sqlFromMigrationsToSchema } from './schema-engine.mjs'

/* Fails and shows what is missing when prisma/migrations do not produce prisma/schema.prisma. */

const missing = await sqlFromMigrationsToSchema({
  migrations: await readMigrations(),
  schema: await readFile(schemaFile, 'utf8'),
})

if (missing !== null) {
  console.error(
    'prisma/schema.prisma and prisma/migrations differ. Missing from the migrations:\n\n' +
      `${missing}\nCreate it with: node scripts/operate/migration-new.mjs <name>`,
  )
  process.exitCode = 1
} else {
  console.log('prisma/schema.prisma and prisma/migrations match.')
}
