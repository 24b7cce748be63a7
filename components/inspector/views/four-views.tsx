'use client'

import { useRouter } from 'next/navigation'
import { useSession } from 'next-auth/react'
import { useState } from 'react'
import { readSession } from '@/components/auth/read-session'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'

export type ServerView = {
  /** The session's state as the middleware found it. */
  middleware: string
  /** The id of the user when this page was rendered; null when signed out. */
  page: string | null
  atMs: number
}

type ApiView = { text: string; id: string | null; atMs: number }

/** Who is signed in, according to middleware, server component, API and browser. */
export function FourViews({ server }: { server: ServerView }) {
  const router = useRouter()
  const { data, status } = useSession()
  const [api, setApi] = useState<ApiView | null>(null)
  const [isBusy, setBusy] = useState(false)

  async function look() {
    setBusy(true)
    router.refresh()
    const reading = await readSession()
    const id = reading.kind === 'live' ? reading.userId : null
    const text = { live: 'signed in', ended: 'signed out', unknown: 'no answer' }[reading.kind]
    setApi({ text, id, atMs: Date.now() })
    setBusy(false)
  }

  const views: [name: string, isThere: boolean | null, text: string][] = [
    ['Middleware', server.middleware === 'alive', `the session is ${server.middleware}`],
    [
      'auth() in a server component',
      server.page !== null,
      server.page === null ? 'signed out' : 'signed in',
    ],
    ['GET /api/auth/session', api && api.id !== null, api?.text ?? 'not asked yet'],
    ['useSession() in the browser', data !== null, status],
  ]
  const known = views.flatMap(([, isThere]) => (isThere === null ? [] : [isThere]))
  const agree = known.every((one) => one === known[0])
  return (
    <Card
      title="Four views of one moment"
      aside={
        <Button tone="quiet" size="small" isBusy={isBusy} onClick={() => void look()}>
          Look again
        </Button>
      }
    >
      <p className="mb-4 text-sm text-muted">
        Four places know who is signed in. useSession() keeps its last answer, and the first two are
        as old as this page, so they can differ for a while.
      </p>
      <dl className="grid gap-3 sm:grid-cols-2">
        {views.map(([name, isThere, text]) => (
          <div key={name} className="rounded-md bg-sunken p-4">
            <dt className="text-xs text-muted">{name}</dt>
            <dd className={`mt-1 font-medium ${isThere ? 'text-accent-text' : ''}`}>{text}</dd>
          </div>
        ))}
      </dl>
      <p role="status" className="mt-3 text-sm text-muted">
        {known.length < views.length
          ? 'The API has not been asked yet. Look again to compare all four.'
          : agree
            ? 'They agree.'
            : 'They differ: useSession() keeps its last answer, and the page shows what was true when it was rendered. Look again and all four ask anew.'}
      </p>
    </Card>
  )
}
