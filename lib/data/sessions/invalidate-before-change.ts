import { sessionMemory } from './session-cache'

const CHANGES = new Set([
  ...['update', 'updateMany', 'updateManyAndReturn', 'upsert', 'delete', 'deleteMany'],
])

/**
 * Makes the memory of sessions doubt whatever a Prisma operation is about to change, so that the very
 * next request of this process asks the database. Raw statements are left to the news.
 */
export function doubtBeforeChange(
  model: string | undefined,
  operation: string,
  args: unknown,
): void {
  if (!CHANGES.has(operation) || (model !== 'User' && model !== 'Session')) return
  const { id, userId } = whereOf(args)
  if (model === 'User' && id !== undefined) sessionMemory().doubt({ userId: id })
  else if (model === 'Session' && id !== undefined) sessionMemory().doubt({ sessionId: id })
  else if (model === 'Session' && userId !== undefined) sessionMemory().doubt({ userId })
  else sessionMemory().distrust()
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
