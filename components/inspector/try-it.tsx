'use client'

import { useRouter } from 'next/navigation'
import type { Session } from 'next-auth'
import { useSession, type UpdateSession } from 'next-auth/react'
import { useEffect, useRef, useState, type FormEvent } from 'react'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { TextField } from '@/components/ui/field'
import { PasswordField } from '@/components/ui/password-field'
import { signInWithPassword } from '@/lib/auth/sign-in-client'
import { signOutInBrowser } from '@/lib/auth/sign-out-client'
import { sentenceFor } from '@/lib/platform/errors'
import { ADMINISTRATOR_ROLE } from '@/lib/domain/accounts/roles'

export type DemoAccount = { identifier: string; password: string }

/** Makes requests in the user's own session, which then appear in the sequence. */
export function TryIt({ demo }: { demo: DemoAccount | null }) {
  const router = useRouter()
  const { data, update } = useSession()
  const updateOnceRead = useUpdateOnceRead(update)
  const [input, setSaid] = useState('')
  const [busy, setBusy] = useState<string | null>(null)

  const run = (name: string, work: () => Promise<string>) => async () => {
    setBusy(name)
    setSaid('')
    setSaid(await work().catch(() => 'No answer. Check your connection and try again.'))
    setBusy(null)
  }

  const buttons: [string, () => Promise<string>][] = [
    [
      'Read the session',
      async () => {
        const response = await fetch('/api/auth/session', { cache: 'no-store' })
        const body: unknown = await response.json()
        return body === null ? 'The session JSON is null: signed out.' : 'Here is the session JSON.'
      },
    ],
    [
      'Load a page',
      () => {
        router.refresh()
        return Promise.resolve('The page is asked for again: middleware first, then auth().')
      },
    ],
    [
      'Call update()',
      async () => {
        const session = await updateOnceRead()
        if (!session) return 'Nobody is signed in, so there is nothing to update.'
        return `Asked to become ADMIN; the role is still ${session.user.role}.`
      },
    ],
  ]

  return (
    <Card title="Do something">
      <div className="grid gap-6">
        {data ? (
          <div className="grid content-start justify-items-start gap-3">
            <p>
              You are signed in as <strong>{data.user.name}</strong>. The session lives in one
              HttpOnly cookie and in one row of the database.
            </p>
            <Button
              tone="danger"
              isBusy={busy === 'sign-out'}
              onClick={() =>
                void run('sign-out', async () => {
                  const answer = await signOutInBrowser()
                  router.refresh()
                  return answer.ok
                    ? 'Signed out: the row is ended, the cookie cleared.'
                    : sentenceFor(answer.refusal)
                })()
              }
            >
              Sign out here
            </Button>
          </div>
        ) : (
          <SignInHere demo={demo} onSaid={setSaid} onSignedIn={() => router.refresh()} />
        )}
        <div className="grid content-start gap-3 border-t border-line pt-5">
          <p className="text-sm text-muted">Or make one request at a time:</p>
          <div className="flex flex-wrap gap-2">
            {buttons.map(([name, work]) => (
              <Button
                key={name}
                tone="quiet"
                size="small"
                isBusy={busy === name}
                onClick={() => void run(name, work)()}
              >
                {name}
              </Button>
            ))}
          </div>
          <p role="status" className="min-h-6 text-sm">
            {input}
          </p>
        </div>
      </div>
    </Card>
  )
}

const LOOK_AGAIN_MS = 50
const MOST_LOOKS = 100

/** next-auth's `update` does nothing, and says so by nothing, while the session is still being read. */
function useUpdateOnceRead(update: UpdateSession): () => Promise<Session | null | undefined> {
  const latest = useRef(update)
  useEffect(() => {
    latest.current = update
  })
  return async () => {
    for (let looks = 0; looks < MOST_LOOKS; looks += 1) {
      const session = await latest.current({ role: ADMINISTRATOR_ROLE })
      if (session !== undefined) return session
      await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS))
    }
    return undefined
  }
}

function SignInHere({
  demo,
  onSaid,
  onSignedIn,
}: {
  demo: DemoAccount | null
  onSaid: (sentence: string) => void
  onSignedIn: () => void
}) {
  const [isBusy, setBusy] = useState(false)
  async function submit(form: HTMLFormElement) {
    const fields = new FormData(form)
    setBusy(true)
    onSaid('')
    const answer = await signInWithPassword({
      identifier: String(fields.get('identifier')),
      password: String(fields.get('password')),
      remember: false,
      callbackUrl: '/inspector',
    })
    setBusy(false)
    if (answer.ok) onSignedIn()
    onSaid(answer.ok ? 'Signed in. Look at the sequence.' : sentenceFor(answer.refusal))
  }
  return (
    <form
      method="post"
      action="/sign-in"
      className="grid gap-4"
      onSubmit={(event: FormEvent<HTMLFormElement>) => {
        event.preventDefault()
        if (!isBusy) void submit(event.currentTarget)
      }}
    >
      <TextField
        name="identifier"
        label="Email or username"
        autoComplete="username"
        required
        defaultValue={demo?.identifier}
      />
      <PasswordField
        name="password"
        label="Password"
        autoComplete="current-password"
        hint={demo ? `The demo password is ${demo.password}.` : undefined}
      />
      <div className="flex flex-wrap gap-3">
        <Button type="submit" isBusy={isBusy} busyText="Signing in…">
          Sign in here
        </Button>
      </div>
    </form>
  )
}
