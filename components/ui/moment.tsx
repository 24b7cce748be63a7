'use client'

import { useMounted } from './use-mounted'

const FORMAT = { dateStyle: 'medium', timeStyle: 'short' } as const
const UTC = new Intl.DateTimeFormat('en-GB', { ...FORMAT, timeZone: 'UTC' })

/** A date and time: in UTC from the server, which cannot know better, then in the person's own. */
export function Moment({ iso }: { iso: string }) {
  const isMounted = useMounted()
  const date = new Date(iso)
  const text = isMounted
    ? new Intl.DateTimeFormat('en-GB', FORMAT).format(date)
    : `${UTC.format(date)} UTC`
  return <time dateTime={iso}>{text}</time>
}
