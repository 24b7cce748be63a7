'use client'

import { useMounted } from './use-mounted'

const FORMAT = { dateStyle: 'medium', timeStyle: 'short' } as const
const UTC = new Intl.DateTimeFormat('en-GB', { ...FORMAT, timeZone: 'UTC' })

/** A date and time: in UTC when rendered on the server, then in the browser's time zone. */
export function LocalTime({ iso }: { iso: string }) {
  const isMounted = useMounted()
  const date = new Date(iso)
  const text = isMounted
    ? new Intl.DateTimeFormat('en-GB', FORMAT).format(date)
    : `${UTC.format(date)} UTC`
  return <time dateTime={iso}>{text}</time>
}
