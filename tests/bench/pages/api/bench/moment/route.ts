import { readToken } from '@/lib/auth/session-token'
import { judgeSession } from '@/lib/services/sessions/judge-session'

const CHECKS = 20

/** Milliseconds that one session check takes in this process right now. */
export async function GET(request: Request) {
  const cookie = request.headers.get('cookie') ?? ''
  const check = async () => {
    const token = readToken(cookie)
    return token && (await judgeSession(token.sessionId, new Date())).is === 'alive'
  }
  if (!(await check())) return Response.json({ error: 'not signed in' }, { status: 401 })
  const startedAt = performance.now()
  for (let index = 0; index < CHECKS; index += 1) await check()
  return Response.json({ ms: (performance.now() - startedAt) / CHECKS })
}
