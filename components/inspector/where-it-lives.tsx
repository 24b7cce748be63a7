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

/** The whole of it in one picture: one sealed cookie, one key, one row. */
export function WhereItLives({
  timeline,
  isSignedIn,
}: {
  timeline: readonly TimelineRequest[]
  isSignedIn: boolean
}) {
  const where = sessionLocations(timeline, isSignedIn)
  return (
    <Card title="Where your session lives">
      <ol className="grid gap-2 lg:grid-cols-[1fr_auto_1fr_auto_1fr] lg:items-stretch">
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

const ARROWS = ['goes along with every request', 'names one row']

function Arrow({ says }: { says: string }) {
  return (
    <li className="flex items-center justify-center gap-2 text-center text-xs text-muted lg:w-24 lg:flex-col">
      <span>{says}</span>
      <span
        aria-hidden="true"
        className="rotate-90 text-lg leading-none text-accent-text lg:rotate-0"
      >
        →
      </span>
    </li>
  )
}

function placesOf({ cookie, opened, row }: SessionLocations): [Place, Place, Place] {
  return [
    {
      name: 'Your browser',
      thing: 'A sealed cookie',
      state: cookie ? 'there' : 'not there',
      tone: cookie ? 'accent' : 'neutral',
      detail: cookie?.value ? `${cookieName('session')}=${cookie.value}` : cookieName('session'),
      says: cookie
        ? `${cookie.bytes === null ? 'It is' : `${cookie.bytes} characters,`} encrypted and HttpOnly: neither you nor a script can read it.`
        : 'It appears when you sign in, and nothing else does: no web storage, no variable in the page.',
    },
    {
      name: 'The server',
      thing: 'The key that opens it',
      state: opened ? 'opened' : 'nothing to open',
      tone: opened ? 'accent' : 'neutral',
      detail: opened ? `user ${opened.user}\nsession ${opened.session}` : 'never leaves the server',
      says: 'Only the server has it. It opens the cookie afresh for every request and then forgets.',
    },
    {
      name: 'The database',
      thing: 'A row that decides',
      ...ROWS[row],
      detail: 'Session',
      says: 'The cookie is a claim, the row is the answer: it is asked whether the session is still open.',
    },
  ]
}

const ROWS: Record<SessionLocations['row'], Pick<Place, 'state' | 'tone'>> = {
  open: { state: 'open', tone: 'accent' },
  ended: { state: 'ended', tone: 'danger' },
  none: { state: 'no row', tone: 'neutral' },
}

function conclusionOf({ cookie, row }: SessionLocations): string {
  if (!cookie) return 'Nobody is signed in here: there is no cookie, so there is nothing to ask.'
  return row === 'open'
    ? 'You are signed in because both hold: the cookie opens, and its row is open. End the row, from whichever device, and the cookie is noise.'
    : 'You are signed out, though the cookie is still there: its row has ended, and the row decides.'
}
