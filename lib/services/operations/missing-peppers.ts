import { listPasswordPeppers } from '@/lib/data/database/installation-facts'
import { env } from '@/lib/env'

/**
 * The ids of peppers that stored passwords need and that `PASSWORD_PEPPER` lacks. To their owners every
 * password would be wrong, so a process with such a gap must not serve.
 */
export async function missingPeppers(): Promise<string[]> {
  const known = new Set(env().PASSWORD_PEPPER.map(({ id }) => id))
  const used = await listPasswordPeppers()
  return used.filter((id) => !known.has(id))
}
