'use client'

import { useRouter } from 'next/navigation'
import { useSession } from 'next-auth/react'
import { useState } from 'react'
import { readSession } from '@/components/auth/read-session'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'

export type ServerView = {
  /** What middleware found, and passed on with the request. */
  middleware: string
  /** Who `auth()` said is there while this page was made. */
  page: string | null
  atMs: number
}

type ApiView = { text: string; id: string | null; atMs: number }

/** Middleware, server component, API and browser, asked about the same moment. */
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
    const text = { live: 'somebody', ended: 'nobody', unknown: 'no answer' }[reading.kind]
    setApi({ text, id, atMs: Date.now() })
    setBusy(false)
  }

  const views: [name: string, isThere: boolean | null, text: string][] = [
    ['Middleware', server.middleware === 'alive', `the session is ${server.middleware}`],
    [
      'auth() in a server component',
      server.page !== null,
      server.page === null ? 'nobody' : 'somebody',
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
        Four places can say who is signed in. The last two answer from what they heard when they
        asked, so for a moment they may be behind.
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
          ? 'One has not been asked yet. Look again to compare all four.'
          : agree
            ? 'They agree.'
            : 'They differ: useSession() keeps what it heard last, and the page what was true when it was made. Look again, and both ask anew.'}
      </p>
    </Card>
  )
}
