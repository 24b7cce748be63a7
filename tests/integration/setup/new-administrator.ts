import { viewerOf } from '@/lib/auth/viewer'
import type { Administrator } from '@/lib/services/admin/administration'
import { checkSession } from './check-session'
import { newAccount } from './new-account'
import { newSession } from './new-session'
import { newVisitor } from './new-visitor'

/** A signed-in administrator, as the guards return it. */
export async function newAdministrator(now: Date, overrides: Record<string, unknown> = {}) {
  const account = await newAccount({ role: 'ADMIN', ...overrides })
  const live = await checkSession((await newSession(account, now)).id, now)
  if (!live) throw new Error('the administrator should be signed in')
  const viewer = viewerOf(live)
  const by: Administrator = { viewer, request: newVisitor() }
  return { account, viewer, by }
}
