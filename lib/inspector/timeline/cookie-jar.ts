import type { TimelineRequest } from './timeline'
import { COOKIES, type CookieName } from '@/lib/domain/site/cookie-names'

export type JarCookie = {
  name: CookieName
  /** Of the value, in characters. */
  bytes: number
  /** Masked in the middle. */
  value: string
  /** How it was set; null when that was not recorded. */
  set: {
    httpOnly: boolean
    secure: boolean
    sameSite: string
    path: string
    host: boolean
    /** Null: until the browser closes. */
    expiresAtMs: number | null
  } | null
}

export type JarChange = {
  name: CookieName
  change: 'appeared' | 'replaced' | 'renewed' | 'cleared'
  before: JarCookie | null
  after: JarCookie | null
}

export type JarStep = { request: TimelineRequest; changes: JarChange[] }

/**
 * Reconstructs this browser's cookie jar, which scripts cannot read, from its requests and responses.
 *
 * @returns the changes by each response, and the current cookies
 */
export function replayCookies(timeline: readonly TimelineRequest[]): {
  moments: JarStep[]
  jar: JarCookie[]
} {
  const jar = new Map<CookieName, JarCookie>()
  const moments: JarStep[] = []
  for (const request of timeline) {
    for (const name of COOKIES) learn(jar, name, request)
    const changes = request.steps.flatMap(({ step, out }) =>
      step === 'setCookie' ? [change(jar, out)].filter((one) => one !== null) : [],
    )
    if (changes.length > 0) moments.push({ request, changes })
  }
  return { moments, jar: [...jar.values()] }
}

/** A cookie that came with a request is in the jar, even if its `Set-Cookie` was not recorded. */
function learn(
  jar: Map<CookieName, JarCookie>,
  name: CookieName,
  { in: input }: TimelineRequest,
): void {
  const bytes = input[`cookie.${name}.bytes`]
  const value = input[`cookie.${name}.value`]
  if (typeof bytes !== 'number' || typeof value !== 'string') return
  const known = jar.get(name)
  if (known?.value !== value) jar.set(name, { name, bytes, value, set: null })
}

function change(jar: Map<CookieName, JarCookie>, out: TimelineRequest['in']): JarChange | null {
  const name = COOKIES.find((one) => one === out.name)
  if (!name) return null
  const before = jar.get(name) ?? null
  if (out.change === 'cleared') {
    jar.delete(name)
    return { name, change: 'cleared', before, after: null }
  }
  const after: JarCookie = {
    name,
    bytes: Number(out.bytes),
    value: String(out.value),
    set: {
      httpOnly: out.httpOnly === true,
      secure: out.secure === true,
      sameSite: String(out.sameSite),
      path: String(out.path),
      host: out.host === true,
      expiresAtMs: typeof out.expiresAt === 'number' ? out.expiresAt : null,
    },
  }
  jar.set(name, after)
  const isSame = before?.value === after.value && before.bytes === after.bytes
  const kept = isSame ? 'renewed' : 'replaced'
  return { name, change: before ? kept : 'appeared', before, after }
}
