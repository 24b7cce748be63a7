'use client'

import type { FormEvent } from 'react'
import { Button } from '@/components/ui/button'
import { Badge } from '@/components/ui/badge'
import { Card } from '@/components/ui/card'
import { TextField } from '@/components/ui/field'
import { PasswordField } from '@/components/ui/password-field'
import { SECOND_STEP_PATH } from '@/lib/domain/site/redirects'
import type { ActionName, Actions, DemoAccount } from './use-actions'

const REQUESTS: readonly [ActionName, string][] = [
  ['read-session', 'Read the session'],
  ['load-page', 'Load a page'],
  ['check-api', 'Ask an API route'],
  ['update', 'Call update()'],
]

/**
 * Makes requests in the visitor's own session, which then appear in the sequence. Nothing in it appears
 * or disappears with the session, so that no button moves away under the pointer and focus stays.
 */
export function ActionsPanel({ actions, demo }: { actions: Actions; demo: DemoAccount | null }) {
  const { person, busy, message, needsCode, run } = actions
  return (
    <Card
      title="Make a request"
      isCompact
      aside={
        <Badge tone={person === null ? 'neutral' : 'accent'}>
          {person === null ? 'Signed out' : 'Signed in'}
        </Badge>
      }
    >
      <div className="grid gap-3">
        <SignInForm actions={actions} demo={demo} />
        <div className="grid grid-cols-[repeat(auto-fit,minmax(8.5rem,1fr))] gap-2 border-t border-line pt-3">
          {REQUESTS.map(([name, title]) => (
            <Button
              key={name}
              tone="quiet"
              size="small"
              isBusy={busy === name}
              onClick={() => run(name)}
            >
              {title}
            </Button>
          ))}
        </div>
        <p role="status" className="min-h-11 text-sm">
          {message} {needsCode && <a href={SECOND_STEP_PATH}>Go on to the second step</a>}
        </p>
      </div>
    </Card>
  )
}

function SignInForm({ actions, demo }: { actions: Actions; demo: DemoAccount | null }) {
  const { busy, run, signIn, form } = actions
  return (
    <form
      ref={form}
      method="post"
      action="/sign-in"
      aria-label="Sign in here"
      className="grid gap-3"
      onSubmit={(event: FormEvent<HTMLFormElement>) => {
        event.preventDefault()
        signIn()
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
      <div className="flex flex-wrap gap-2">
        <Button type="submit" size="small" isBusy={busy === 'sign-in'}>
          Sign in here
        </Button>
        <Button
          tone="quiet"
          size="small"
          isBusy={busy === 'sign-out'}
          onClick={() => run('sign-out')}
        >
          Sign out here
        </Button>
      </div>
    </form>
  )
}
