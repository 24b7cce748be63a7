import { Fragment } from 'react'
import { Badge, type BadgeTone } from '@/components/ui/badge'
import { Card } from '@/components/ui/card'
import type { TimelineRequest } from '@/lib/inspector/timeline/timeline'
import { sessionLocations, type SessionLocations } from '@/lib/inspector/timeline/session-locations'
import { cookieName } from '@/lib/domain/site/cookie-names'

type Place = {
  name: string
  thing: string
  state: string
  tone: BadgeTone
  detail: string
  says: string
}

/** One encrypted cookie, one key, one row. */
export function SessionLocationsView({
  timeline,
  isSignedIn,
}: {
  timeline: readonly TimelineRequest[]
  isSignedIn: boolean
}) {
  const where = sessionLocations(timeline, isSignedIn)
  return (
    <Card title="Where your session is stored">
      <ol className="grid gap-2">
        {placesOf(where).map((place, index) => (
          <Fragment key={place.name}>
            {index > 0 && <Arrow says={ARROWS[index - 1] ?? ''} />}
            <li className="grid content-start gap-1 rounded-md bg-sunken p-4">
              <p className="flex flex-wrap items-center justify-between gap-2 text-xs text-muted">
                {place.name} <Badge tone={place.tone}>{place.state}</Badge>
              </p>
              <h3 className="font-medium">{place.thing}</h3>
              <p className="font-mono text-xs break-all whitespace-pre-line">{place.detail}</p>
              <p className="mt-1 text-sm text-muted">{place.says}</p>
            </li>
          </Fragment>
        ))}
      </ol>
      <p className="mt-4">{conclusionOf(where)}</p>
    </Card>
  )
}

const ARROWS = ['proves itself every few minutes', 'sent with every request', 'names one row']

function Arrow({ says }: { says: string }) {
  return (
    <li className="flex items-center justify-center gap-2 text-center text-xs text-muted">
      <span>{says}</span>
      <span aria-hidden="true" className="rotate-90 text-lg leading-none text-accent-text">
        →
      </span>
    </li>
  )
}

function placesOf({ device, cookie, opened, row }: SessionLocations): Place[] {
  return [
    {
      name: 'Your device',
      thing: 'A key of its own',
      state: device ? 'bound' : 'not bound',
      tone: device ? 'accent' : 'neutral',
      detail: device?.key
        ? `${device.algorithm} key ${device.key}\nrefreshes ${device.refreshes}`
        : 'never leaves the device',
      says: device
        ? 'The session is bound to it: without the second cookie, which only a signature of this key renews, the first one opens nothing.'
        : 'Where the browser can, it makes one at sign-in. This session has none, so whoever copies its cookie is signed in with it.',
    },
    {
      name: 'Your browser',
      thing: 'An encrypted cookie',
      state: cookie ? 'present' : 'absent',
      tone: cookie ? 'accent' : 'neutral',
      detail: cookie?.value ? `${cookieName('session')}=${cookie.value}` : cookieName('session'),
      says: cookie
        ? `${cookie.bytes === null ? 'It is' : `${cookie.bytes} characters,`} encrypted and HttpOnly: scripts cannot read the cookie, and only the server can decrypt it.`
        : 'It appears when you sign in. Nothing is written to web storage or to a variable of the page.',
    },
    {
      name: 'The server',
      thing: 'The key',
      state: opened ? 'decrypted' : 'nothing to decrypt',
      tone: opened ? 'accent' : 'neutral',
      detail: opened ? `user ${opened.user}\nsession ${opened.session}` : 'never leaves the server',
      says: 'Only the server has it. It decrypts the cookie again for every request.',
    },
    {
      name: 'The database',
      thing: 'A row',
      ...ROWS[row],
      detail: 'Session',
      says: 'The row decides whether the session is open. Each process may remember the row; the database notifies it of every change, and then it asks again.',
    },
  ]
}

const ROWS: Record<SessionLocations['row'], Pick<Place, 'state' | 'tone'>> = {
  open: { state: 'open', tone: 'accent' },
  ended: { state: 'ended', tone: 'danger' },
  none: { state: 'no row', tone: 'neutral' },
}

function conclusionOf({ cookie, row }: SessionLocations): string {
  if (!cookie)
    return 'Nobody is signed in: there is no session cookie, so there is no row to look up.'
  return row === 'open'
    ? 'You are signed in because the cookie can be decrypted and its row is open. Once the row ends, from whichever device, the cookie is worthless.'
    : 'You are signed out although the cookie is still there: its row has ended, and the row decides.'
}
