'use client'

import { Badge } from '@/components/ui/badge'
import { Card } from '@/components/ui/card'
import { cookieName } from '@/lib/domain/site/cookie-names'
import { replayCookies, type JarChange, type JarCookie } from '@/lib/inspector/timeline/cookie-jar'
import { nameOf, type TimelineRequest } from '@/lib/inspector/timeline/timeline'
import { CookieTable, type CookieSettings } from './cookie-table'
import { ScriptView } from './script-view'

const SHOWN_CHANGES = 8

/** The cookies of this browser, HttpOnly ones included, and what each answer changed. */
export function CookieJar({
  timeline,
  settings,
}: {
  /** The page's own request included, so that the jar is known from the start. */
  timeline: readonly TimelineRequest[]
  settings: CookieSettings
}) {
  const { jar, moments } = replayCookies(timeline)
  const shown = moments
    .map(({ request, changes }) => ({
      request,
      changes: changes.filter(({ name, change }) => name !== 'trace' || change === 'appeared'),
    }))
    .filter(({ changes }) => changes.length > 0)
  return (
    <Card title="Cookie jar">
      <p className="mb-4 text-sm text-muted">
        What your browser stores for this site and sends with every request. Scripts cannot read
        HttpOnly cookies, so the server reports them, with their values masked.
      </p>
      <div className="grid grid-cols-1 gap-6">
        <CookieTable jar={jar} settings={settings} />
        <ScriptView />
        <section aria-labelledby="jar-changes">
          <h3 id="jar-changes" className="mb-2 text-sm font-medium">
            What each answer changed
          </h3>
          {shown.length === 0 ? (
            <p className="text-sm text-muted">No recorded answer has set a cookie yet.</p>
          ) : (
            <ol className="grid gap-2">
              {shown.slice(-SHOWN_CHANGES).map(({ request, changes }) => (
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
    </Card>
  )
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
          ? 'the same value, with a later end'
          : `${sizeOf(before)} → ${sizeOf(after)}`}
      </span>
    </li>
  )
}

const sizeOf = (cookie: JarCookie | null) => (cookie ? `${cookie.bytes} characters` : 'nothing')
