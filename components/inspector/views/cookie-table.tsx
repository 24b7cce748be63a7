'use client'

import { Badge } from '@/components/ui/badge'
import { timeLeftInWords } from '@/components/ui/time-left'
import { useDeviceClock } from '@/components/ui/use-clock'
import { cookieName, COOKIES, HOST_PREFIX, type CookieName } from '@/lib/domain/site/cookie-names'
import { seconds } from '@/lib/domain/time'
import { COOKIE_CATALOGUE } from '@/lib/inspector/timeline/cookie-catalogue'
import type { JarCookie } from '@/lib/inspector/timeline/cookie-jar'

/** The attributes of all our cookies, by configuration, and the end of the session. */
export type CookieSettings = { secure: boolean; sessionEndMs: number | null }

const LIMIT_BYTES = 4096
const UNTIL_CLOSED = 'until the browser closes'

/** Every cookie the site can set: those in the jar, then the others. */
export function CookieTable({
  jar,
  settings,
}: {
  jar: readonly JarCookie[]
  settings: CookieSettings
}) {
  const held = new Map(jar.map((cookie) => [cookie.name, cookie]))
  const present = COOKIES.filter((name) => held.has(name))
  const absent = COOKIES.filter((name) => !held.has(name))
  return (
    <div className="grid grid-cols-1 gap-5">
      <section aria-labelledby="cookies-present">
        <h3 id="cookies-present" className="mb-2 text-sm font-medium">
          In the jar now: {present.length}
        </h3>
        <ul className="grid grid-cols-1 gap-2">
          {present.map((name) => (
            <PresentCookie key={name} cookie={held.get(name)} name={name} settings={settings} />
          ))}
        </ul>
      </section>
      <section aria-labelledby="cookies-absent">
        <h3 id="cookies-absent" className="mb-2 text-sm font-medium">
          Not in the jar
        </h3>
        <ul className="divide-y divide-line border-y border-line">
          {absent.map((name) => (
            <li key={name} className="flex flex-wrap items-baseline gap-x-3 py-2 text-sm">
              <span className="font-mono text-xs">{fullName(name, settings)}</span>
              <span className="text-muted">{COOKIE_CATALOGUE[name].appears}</span>
            </li>
          ))}
        </ul>
      </section>
    </div>
  )
}

function PresentCookie({
  name,
  cookie,
  settings,
}: {
  name: CookieName
  cookie: JarCookie | undefined
  settings: CookieSettings
}) {
  const nowMs = useDeviceClock()
  const facts = COOKIE_CATALOGUE[name]
  if (!cookie) return null
  return (
    <li className="grid gap-2 rounded-md bg-sunken p-4" aria-label={name}>
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="font-mono text-sm font-medium">{fullName(name, settings)}</span>
        <span className="font-mono text-xs text-muted">{cookie.value}</span>
        {(cookie.set?.httpOnly ?? true) && <Badge tone="accent">HttpOnly</Badge>}
      </p>
      <p className="text-sm">{facts.purpose}</p>
      <dl className="grid gap-x-6 gap-y-1 text-xs sm:grid-cols-[auto_minmax(0,1fr)]">
        <dt className="text-muted">Appears</dt>
        <dd>{facts.appears}</dd>
        <dt className="text-muted">Who can read it</dt>
        <dd>
          The browser and the server, and you in the developer tools. No script. {facts.content}
        </dd>
        <dt className="text-muted">Flags</dt>
        <dd className="font-mono">{flagsOf(cookie, settings)}</dd>
        <dt className="text-muted">Lives</dt>
        <dd className="tabular-nums">{lifeOf(cookie, nowMs, settings)}</dd>
        <dt className="text-muted">Size</dt>
        <dd className="tabular-nums">
          {cookie.bytes} of {LIMIT_BYTES} characters
        </dd>
      </dl>
    </li>
  )
}

function fullName(name: CookieName, { secure }: CookieSettings): string {
  return `${secure ? HOST_PREFIX : ''}${cookieName(name)}`
}

/** As set, or, where that was not recorded, as configured: all our cookies have the same. */
function flagsOf({ set }: JarCookie, settings: CookieSettings): string {
  const secure = set?.secure ?? settings.secure
  return [
    ...((set?.httpOnly ?? true) ? ['HttpOnly'] : []),
    `SameSite=${set?.sameSite ?? 'lax'}`,
    `Path=${set?.path ?? '/'}`,
    secure ? 'Secure' : 'not Secure (http)',
    ...(set ? [] : ['(from the configuration)']),
  ].join(', ')
}

function lifeOf(
  { name, set }: JarCookie,
  nowMs: number | null,
  { sessionEndMs }: CookieSettings,
): string {
  const isOwnSession = !set && name === 'session' && sessionEndMs !== null
  const endMs = set ? set.expiresAtMs : isOwnSession ? sessionEndMs : null
  if (endMs === null) return set ? UNTIL_CLOSED : COOKIE_CATALOGUE[name].life
  if (nowMs === null) return '…'
  const left = Math.max(0, Math.round((endMs - nowMs) / seconds(1)))
  return left === 0 ? 'expired' : timeLeftInWords(left)
}
