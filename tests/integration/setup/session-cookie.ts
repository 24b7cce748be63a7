import { encodeSessionToken } from '@/lib/auth/session-jwe'
import { cookieName } from '@/lib/domain/site/cookie-names'
import { MS_PER_SECOND } from '@/lib/domain/time'
import { env } from '@/lib/env'
import type { newAccount } from './new-account'
import type { newSession } from './new-session'

/** What a browser sends that was signed in with this session. */
export function sessionCookie(
  { id, role }: Pick<Awaited<ReturnType<typeof newAccount>>, 'id' | 'role'>,
  session: Pick<Awaited<ReturnType<typeof newSession>>, 'id' | 'absoluteEndAt'>,
): string {
  const absoluteEnd = Math.floor(session.absoluteEndAt.getTime() / MS_PER_SECOND)
  const token = { sub: id, id, role, sessionId: session.id, absoluteEnd }
  const [secret = ''] = env().AUTH_SECRET
  const salt = cookieName('session')
  return `${salt}=${encodeSessionToken({ token, secret, salt, maxAge: 3600 })}`
}
