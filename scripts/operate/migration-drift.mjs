import { readFile } from 'node:fs/promises'
import { readMigrations } from './migrations.mjs'
import { schemaFile, sqlFromMigrationsToSchema } from './schema-engine.mjs'

/* Fails when prisma/migrations does not lead to prisma/schema.prisma, and shows what is missing. */

const missing = await sqlFromMigrationsToSchema({
  migrations: await readMigrations(),
  schema: await readFile(schemaFile, 'utf8'),
})

if (missing !== null) {
  console.error(
    'prisma/schema.prisma and prisma/migrations differ. Missing from the migrations:\n\n' +
      `${missing}\nWrite it with: node scripts/operate/migration-new.mjs <name>`,
  )
  process.exitCode = 1
} else {
  console.log('prisma/schema.prisma and prisma/migrations agree.')
}
