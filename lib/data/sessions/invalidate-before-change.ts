import { sessionCache } from './session-cache'

const CHANGES = new Set([
  ...['update', 'updateMany', 'updateManyAndReturn', 'upsert', 'delete', 'deleteMany'],
])

/**
 * Invalidates the cached sessions that a Prisma operation is about to change, so that the next request
 * in this process reads them from the database. Raw statements are covered by notifications alone.
 */
export function invalidateBeforeChange(
  model: string | undefined,
  operation: string,
  args: unknown,
): void {
  if (!CHANGES.has(operation) || (model !== 'User' && model !== 'Session')) return
  const { id, userId } = whereOf(args)
  if (model === 'User' && id !== undefined) sessionCache().invalidate({ userId: id })
  else if (model === 'Session' && id !== undefined) sessionCache().invalidate({ sessionId: id })
  else if (model === 'Session' && userId !== undefined) sessionCache().invalidate({ userId })
  else sessionCache().disable()
}

function whereOf(args: unknown): { id?: string; userId?: string } {
  const where = property(args, 'where')
  const [id, userId] = [property(where, 'id'), property(where, 'userId')]
  return {
    ...(typeof id === 'string' ? { id } : {}),
    ...(typeof userId === 'string' ? { userId } : {}),
  }
}

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}
