'use client'

import { useSyncExternalStore } from 'react'
import { Badge } from '@/components/ui/badge'
import { Card } from '@/components/ui/card'
import { timeLeftInWords } from '@/components/ui/time-left'
import { useDeviceClock } from '@/components/ui/use-clock'
import { seconds } from '@/lib/domain/time'
import { replayCookies, type JarChange, type JarCookie } from '@/lib/inspector/timeline/cookie-jar'
import { nameOf, type TimelineRequest } from '@/lib/inspector/timeline/timeline'
import { cookieName, HOST_PREFIX } from '@/lib/domain/site/cookie-names'

const LIMIT_BYTES = 4096
const SHOWN_MOMENTS = 8

/** The cookies of this browser, HttpOnly ones included, before and after each answer. */
export function CookieJar({ timeline }: { timeline: readonly TimelineRequest[] }) {
  const { jar, moments } = replayCookies(timeline)
  return (
    <Card title="Cookie jar">
      <p className="mb-4 text-sm text-muted">
        What your browser keeps for this site and sends along with every request. An HttpOnly cookie
        is out of reach of scripts, so it is the server that reports these, masked in the middle.
      </p>
      <div className="grid gap-6 lg:grid-cols-[minmax(0,1.6fr)_minmax(0,1fr)]">
        <div className="grid content-start gap-5">
          {jar.length === 0 ? (
            <p className="text-muted">
              Empty, as far as this recording knows. Make a request and see what comes.
            </p>
          ) : (
            <JarTable jar={jar} />
          )}
          <section aria-labelledby="jar-changes">
            <h3 id="jar-changes" className="mb-2 text-sm font-medium">
              What each answer changed
            </h3>
            {moments.length === 0 ? (
              <p className="text-sm text-muted">No answer has set a cookie yet.</p>
            ) : (
              <ol className="grid gap-2">
                {moments.slice(-SHOWN_MOMENTS).map(({ request, changes }) => (
                  <li key={request.id} className="border-l-2 border-line pl-3">
                    <p className="font-mono text-xs text-muted">{nameOf(request)}</p>
                    <ul className="grid gap-1">
                      {changes.map((change, index) => (
                        <ChangeLine key={index} change={change} />
                      ))}
                    </ul>
                  </li>
                ))}
              </ol>
            )}
          </section>
        </div>
        <ScriptView />
      </div>
    </Card>
  )
}

function JarTable({ jar }: { jar: readonly JarCookie[] }) {
  const nowMs = useDeviceClock()
  return (
    <div className="overflow-x-auto" role="region" aria-label="Cookies now" tabIndex={0}>
      <table className="w-full min-w-xl text-left text-sm">
        <thead className="text-xs text-muted">
          <tr>
            <th className="py-1.5 pr-4 font-medium">Name</th>
            <th className="py-1.5 pr-4 font-medium">Size</th>
            <th className="py-1.5 pr-4 font-medium">Flags</th>
            <th className="py-1.5 font-medium">Lives</th>
          </tr>
        </thead>
        <tbody className="divide-y divide-line border-y border-line">
          {jar.map((cookie) => (
            <tr key={cookie.name}>
              <th scope="row" className="py-2 pr-4 align-top font-normal">
                <span className="font-mono whitespace-nowrap">
                  {cookie.set?.host ? HOST_PREFIX : ''}
                  {cookieName(cookie.name)}
                </span>
                <span className="block font-mono text-xs text-muted">{cookie.value}</span>
              </th>
              <td className="py-2 pr-4 align-top tabular-nums">
                {cookie.bytes}
                <span className="text-muted"> of {LIMIT_BYTES}</span>
              </td>
              <td className="py-2 pr-4 align-top">{flagsOf(cookie)}</td>
              <td className="py-2 align-top tabular-nums">{lifeOf(cookie, nowMs)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function flagsOf({ set }: JarCookie): string {
  if (!set) return 'set before this recording'
  const { httpOnly, secure, sameSite, path, host } = set
  return [
    ...(httpOnly ? ['HttpOnly'] : []),
    `SameSite=${sameSite}`,
    `Path=${path}`,
    ...(secure ? ['Secure'] : []),
    ...(host ? ['__Host-'] : ['no prefix over http']),
  ].join(', ')
}

function lifeOf({ set }: JarCookie, nowMs: number | null): string {
  if (!set) return 'not known'
  if (set.expiresAtMs === null) return 'until the browser closes'
  if (nowMs === null) return 'a while'
  const left = Math.max(0, Math.round((set.expiresAtMs - nowMs) / seconds(1)))
  return left === 0 ? 'over' : timeLeftInWords(left)
}

const TONES = {
  appeared: 'accent',
  replaced: 'caution',
  renewed: 'neutral',
  cleared: 'danger',
} as const

function ChangeLine({ change: { name, change, before, after } }: { change: JarChange }) {
  return (
    <li className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm">
      <Badge tone={TONES[change]}>{change}</Badge>
      <span className="font-mono text-xs">{cookieName(name)}</span>
      <span className="text-xs text-muted">
        {change === 'renewed'
          ? 'the same value, with more time'
          : `${sizeOf(before)} → ${sizeOf(after)}`}
      </span>
    </li>
  )
}

const sizeOf = (cookie: JarCookie | null) => (cookie ? `${cookie.bytes} characters` : 'nothing')

const everySecond = (onTick: () => void) => {
  const timer = setInterval(onTick, seconds(1))
  return () => clearInterval(timer)
}
const unknown = () => null

/** What a script on this page can read of all that: the proof that it is nothing. */
function ScriptView() {
  const cookies = useSyncExternalStore(everySecond, () => document.cookie, unknown)
  const local = useSyncExternalStore(everySecond, () => localStorage.length, unknown)
  const session = useSyncExternalStore(everySecond, () => sessionStorage.length, unknown)
  const rows: [string, string | null, boolean][] = [
    ['document.cookie', cookies === null ? null : `"${cookies}"`, cookies === ''],
    ['localStorage', local === null ? null : `${local} entries`, local === 0],
    ['sessionStorage', session === null ? null : `${session} entries`, session === 0],
  ]
  return (
    <section aria-labelledby="script-view" className="self-start rounded-md bg-sunken p-4">
      <h3 id="script-view" className="text-sm font-medium">
        What JavaScript sees
      </h3>
      <p className="mt-1 text-sm text-muted">
        Read by this page’s own script every second. HttpOnly keeps cookies from being copied by a
        script. A script in this page could still fetch the session JSON and act as you.
      </p>
      <dl className="mt-3 divide-y divide-line">
        {rows.map(([name, value, isEmpty]) => (
          <div key={name} className="flex flex-wrap items-center justify-between gap-2 py-2">
            <dt className="font-mono text-xs">{name}</dt>
            <dd className="flex items-center gap-2 font-mono text-xs">
              {value ?? '…'}{' '}
              <Badge tone={isEmpty ? 'accent' : 'neutral'}>{isEmpty ? 'empty' : 'not empty'}</Badge>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
