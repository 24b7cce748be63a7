import { isDirect, type DatabaseFacts } from '@/lib/data/database/database-facts'
import { broken, ok, warning, type Finding } from './finding'

const CHECK = 'pooler'

type PoolerFacts = Pick<DatabaseFacts, 'isPooled' | 'keepsTimeZone' | 'renamesStatements'>

/**
 * What a pooler before the database takes away.
 *
 * @param directUrl the address past it, when one is configured
 * @returns nothing where there is no pooler
 */
export async function examinePooler(
  { isPooled, keepsTimeZone, renamesStatements }: PoolerFacts,
  directUrl: string | undefined,
): Promise<Finding[]> {
  if (!isPooled) return []
  const zone = keepsTimeZone
    ? []
    : [
        broken(
          CHECK,
          'The pooler loses the time zone of the connection: sessions end at the wrong time.',
          "Give the role one: ALTER ROLE … SET timezone = 'UTC'.",
        ),
      ]
  const statements = renamesStatements
    ? []
    : [
        warning(
          CHECK,
          'PgBouncer is older than 1.21, or max_prepared_statements is 0: a statement prepared by name ' +
            'is lost between transactions. Nothing here names any, other programs may.',
          'Update PgBouncer, and set max_prepared_statements = 200.',
        ),
      ]
  return [...zone, ...statements, await judgeDirectAddress(directUrl)]
}

async function judgeDirectAddress(url: string | undefined): Promise<Finding> {
  const remedy = 'Set DATABASE_DIRECT_URL to the address of PostgreSQL itself.'
  if (url === undefined) {
    return warning(CHECK, 'A pooler stands between: each request looks up its session.', remedy)
  }
  const isPast = await isDirect(url).catch(() => null)
  if (isPast === null) return broken(CHECK, 'DATABASE_DIRECT_URL cannot be reached.', remedy)
  return isPast
    ? ok(CHECK, 'Notifications and migrations go past the pooler.')
    : warning(CHECK, 'DATABASE_DIRECT_URL leads through a pooler as well.', remedy)
}
