'use client'

import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { CAUTION, INFO } from '@/components/ui/icons'
import { timeLeftInWords } from '@/components/ui/time-left'
import type { SessionView } from './session-monitor'
import { product } from '@/lib/product'

/** Shown two minutes before the session ends, without taking keyboard focus. */
export function SessionWarning({
  view,
  isBusy,
  onStay,
  onSignInAgain,
}: {
  view: SessionView
  isBusy: boolean
  onStay: () => void
  onSignInAgain: () => void
}) {
  const isIdle = view.reason === 'idle'
  return (
    <div className="fixed inset-x-4 bottom-4 z-40 mx-auto max-w-xl">
      <div
        role="alert"
        className="flex animate-rise flex-wrap items-center gap-x-4 gap-y-3 rounded-lg border border-caution-line bg-caution-soft p-4 shadow-float"
      >
        <Icon path={CAUTION} className="size-6 text-caution max-sm:hidden" />
        <p className="min-w-0 grow basis-60 text-sm text-ink">
          <strong className="block font-semibold">
            {isIdle ? 'Are you still there?' : 'Your session is about to expire.'}
          </strong>
          {isIdle ? 'You’ve been inactive. You’ll be signed out in ' : 'You’ll be signed out in '}
          <span role="timer" aria-live="off" className="font-medium tabular-nums">
            {timeLeftInWords(view.secondsLeft)}
          </span>
          .
        </p>
        {isIdle ? (
          <Button onClick={onStay} isBusy={isBusy} busyText="One moment…">
            Stay signed in
          </Button>
        ) : (
          <Button onClick={onSignInAgain} isBusy={isBusy} busyText="One moment…">
            Sign in again
          </Button>
        )}
      </div>
    </div>
  )
}

/** Shown when the session should have expired and the server cannot be reached to check. */
export function SessionUnknown() {
  return (
    <div className="fixed inset-x-4 bottom-4 z-40 mx-auto max-w-xl">
      <p
        role="status"
        className="flex items-center gap-3 rounded-lg border border-line bg-surface p-4 text-sm shadow-float"
      >
        <Icon path={INFO} className="size-6 text-muted" />
        We can’t reach {product.name} to check your session. Retrying…
      </p>
    </div>
  )
}
