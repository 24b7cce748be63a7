'use client'

import { useSyncExternalStore } from 'react'
import { Badge } from '@/components/ui/badge'
import { seconds } from '@/lib/domain/time'

const everySecond = (onTick: () => void) => {
  const timer = setInterval(onTick, seconds(1))
  return () => clearInterval(timer)
}
const onServer = () => null

/** What a script on this page can read directly: nothing. And what it could do all the same. */
export function ScriptView() {
  const cookies = useSyncExternalStore(everySecond, () => document.cookie, onServer)
  const local = useSyncExternalStore(everySecond, () => localStorage.length, onServer)
  const session = useSyncExternalStore(everySecond, () => sessionStorage.length, onServer)
  const rows: [string, string | null, boolean][] = [
    ['document.cookie', cookies === null ? null : `"${cookies}"`, cookies === ''],
    ['localStorage', local === null ? null : `${local} entries`, local === 0],
    ['sessionStorage', session === null ? null : `${session} entries`, session === 0],
  ]
  return (
    <section aria-labelledby="script-view" className="rounded-md bg-sunken p-4">
      <h3 id="script-view" className="text-sm font-medium">
        What JavaScript sees
      </h3>
      <p className="mt-1 text-sm text-muted">
        Read by this page’s own script every second. HttpOnly keeps a script from taking a cookie
        away. It does not keep a script in this page from fetching the session JSON or making
        requests in your name while the page is open.
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
      <p className="mt-2 text-sm text-muted">
        Nothing is in localStorage, because every script in a page can read it. The page learns who
        is signed in from the session JSON, which contains no token.
      </p>
    </section>
  )
}
