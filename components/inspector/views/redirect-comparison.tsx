'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { resultOf, titleOf } from '@/lib/inspector/timeline/step-text'
import { signInRuns, type SignInRun } from '@/lib/inspector/timeline/sign-in-runs'
import { nameOf, type TimelineRequest } from '@/lib/inspector/timeline/timeline'
import type { Actions } from '../actions/use-actions'
import { OutcomeBadge } from '../sequence/outcome-badge'

type Show = (request: string) => void

/** A sign-in with `redirect: true` next to one with `redirect: false`, both run for real. */
export function RedirectComparison({
  timeline,
  actions,
  onShow,
}: {
  timeline: readonly TimelineRequest[]
  actions: Actions
  onShow: Show
}) {
  const runs = signInRuns(timeline)
  const [isWrong, setWrong] = useState(false)
  return (
    <Card title="redirect: true and redirect: false">
      <div className="mb-5 grid gap-3 text-sm">
        <p>
          Both send the same requests, and Auth.js gives the same answer: status 200 with a URL in
          the body, because next-auth’s client asks for JSON. To HTTP a refusal is not an error, so
          its status is 200 too; its code is in that URL.
        </p>
        <p>
          The difference is in the browser. With <code>redirect: true</code> the client goes to that
          URL: the page is left, after a refusal for the sign-in page. With{' '}
          <code>redirect: false</code> it hands the result to your code, which stays on the page,
          shows the refusal itself, and reads the session again. The server cannot see which was
          chosen, so this page marks its own <code>redirect: true</code> for the recording.
        </p>
      </div>
      <div className="mb-5 flex flex-wrap items-center gap-x-4 gap-y-2">
        {[false, true].map((redirect) => (
          <Button
            key={String(redirect)}
            size="small"
            isBusy={actions.busy === 'sign-in'}
            onClick={() => actions.signIn({ redirect, isWrong })}
          >
            Run redirect: {String(redirect)}
          </Button>
        ))}
        <label className="flex items-center gap-2 text-sm">
          <input
            type="checkbox"
            className="box"
            checked={isWrong}
            onChange={(event) => setWrong(event.currentTarget.checked)}
          />
          With a wrong password
        </label>
        <span className="text-sm text-muted">As whoever is named in the form of this page.</span>
      </div>
      <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
        <Column
          title="redirect: false"
          run={runs.findLast(({ redirect }) => !redirect)}
          onShow={onShow}
        />
        <Column
          title="redirect: true"
          run={runs.findLast(({ redirect }) => redirect)}
          onShow={onShow}
        />
      </div>
    </Card>
  )
}

function Column({
  title,
  run,
  onShow,
}: {
  title: string
  run: SignInRun | undefined
  onShow: Show
}) {
  return (
    <section aria-label={title} className="min-w-0 rounded-md bg-sunken p-4">
      <h3 className="mb-3 font-mono text-sm font-medium">{title}</h3>
      {run ? (
        <ol className="grid gap-3">
          {run.requests.map((request) => (
            <li key={request.id} className="grid gap-1 border-l-2 border-control/60 pl-3">
              <p className="flex flex-wrap items-center gap-2">
                <OutcomeBadge request={request} />
                <button
                  type="button"
                  onClick={() => onShow(request.id)}
                  className="min-w-0 cursor-pointer text-left font-mono text-xs text-accent-text underline underline-offset-4"
                >
                  {nameOf(request)}
                </button>
              </p>
              <p className="text-xs text-muted">{stepsOf(request)}</p>
            </li>
          ))}
          <li className="border-l-2 border-control/60 pl-3 text-sm">
            {run.redirect
              ? 'The browser left the page for the URL in the answer.'
              : 'The page stayed. The script read the session and went on.'}
          </li>
        </ol>
      ) : (
        <p className="text-sm text-muted">Not run yet.</p>
      )}
    </section>
  )
}

/** The steps that matter here, in one line. */
function stepsOf({ steps }: TimelineRequest): string {
  const shown = steps.filter(({ step }) => SHOWN.includes(step))
  return shown.map((step) => `${titleOf(step)} (${resultOf(step)})`).join(' → ')
}

const SHOWN: readonly string[] = ['csrf', 'authorize', 'signIn', 'jwt', 'session', 'auth']
