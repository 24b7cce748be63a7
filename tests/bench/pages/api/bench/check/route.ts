import { createDecipheriv, createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import { sessionCookieName } from '@/lib/auth/cookies'
import { sessionRequestOf } from '@/lib/auth/session-request'
import { readToken } from '@/lib/auth/session-token'
import { cookieIn } from '@/lib/domain/site/cookie-header'
import { env } from '@/lib/env'
import { judgeSession } from '@/lib/services/sessions/judge-session'

const CHECKS = 20_000
const US_PER_SECOND = 1e6

/** CPU seconds of a complete session check, and of the minimum with the same cookie. */
export async function GET(request: Request) {
  const cookie = request.headers.get('cookie') ?? ''
  const check = async () => {
    const token = readToken(cookie)
    if (!token) return null
    const shown = sessionRequestOf(request.headers)
    const verdict = await judgeSession(token.sessionId, new Date(), shown)
    return verdict.is === 'alive' ? verdict : null
  }
  if (!(await check())) return Response.json({ error: 'not signed in' }, { status: 401 })
  const limit = limitFor(cookieIn(cookie, sessionCookieName()) ?? '')
  await cpuOf(check) // Warms the code paths.
  await cpuOf(async () => limit())
  return Response.json({ check: await cpuOf(check), limit: await cpuOf(async () => limit()) })
}

async function cpuOf(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage()
  for (let index = 0; index < CHECKS; index += 1) await work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / US_PER_SECOND
}

/** Verify, decrypt, parse, with the key at hand: no session check can cost less. */
function limitFor(value: string) {
  const name = sessionCookieName()
  const info = `Auth.js Generated Encryption Key (${name})`
  const key = Buffer.from(hkdfSync('sha256', env().AUTH_SECRET[0] ?? '', name, info, 64))
  return () => {
    const [header = '', , iv = '', sealed = '', tag = ''] = value.split('.')
    const [ivBytes, bytes] = [Buffer.from(iv, 'base64url'), Buffer.from(sealed, 'base64url')]
    const bits = Buffer.alloc(8)
    bits.writeBigUInt64BE(BigInt(header.length * 8))
    const mac = createHmac('sha512', key.subarray(0, 32))
    const made = mac.update(header).update(ivBytes).update(bytes).update(bits).digest()
    const isOurs = timingSafeEqual(made.subarray(0, 32), Buffer.from(tag, 'base64url'))
    const decipher = createDecipheriv('aes-256-cbc', key.subarray(32), ivBytes)
    const text = Buffer.concat([decipher.update(bytes), decipher.final()]).toString('utf8')
    return isOurs ? (JSON.parse(text) as unknown) : null
  }
}
