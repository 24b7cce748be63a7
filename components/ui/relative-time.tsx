'use client'

import { relativeTime } from './relative-words'
import { useMounted } from './use-mounted'

const EXACT = { dateStyle: 'medium', timeStyle: 'long' } as const
const UTC = new Intl.DateTimeFormat('en-GB', { ...EXACT, timeZone: 'UTC' })

/**
 * How long ago something was, or how soon it will be; the exact time is its title, in UTC when rendered
 * on the server, then in the browser's time zone.
 *
 * @param nowIso the server's time when the page was rendered, so that a wrong clock here does not matter
 */
export function RelativeTime({ iso, nowIso }: { iso: string; nowIso: string }) {
  const isMounted = useMounted()
  const date = new Date(iso)
  const exact = isMounted ? new Intl.DateTimeFormat('en-GB', EXACT) : UTC
  return (
    <time dateTime={iso} title={exact.format(date)}>
      {relativeTime(date.getTime() - new Date(nowIso).getTime())}
    </time>
  )
}
