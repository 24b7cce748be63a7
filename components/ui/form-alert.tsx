'use client'

import type { FormState } from '@/lib/platform/forms'
import { Notice } from './notice'
import { RefusalSentence } from './refusal-sentence'

/**
 * The alert and status regions of a form. Both exist empty from the start, because screen readers only
 * announce changes in a region they already know.
 *
 * @param attempt a new number makes screen readers announce the same sentence again
 * @param secondsLeft of the wait in the sentence; null when there is none
 */
export function FormAlert({
  state,
  attempt,
  secondsLeft,
}: {
  state: FormState
  attempt: number
  secondsLeft: number | null
}) {
  const { refusal, remedy, notice, info, goTo } = state
  const isWaitOver = secondsLeft === 0
  return (
    <div className="-mb-5 grid has-[p]:mb-0">
      <div role="alert">
        {refusal && !isWaitOver && (
          <Notice key={attempt} tone="danger">
            <RefusalSentence refusal={refusal} secondsLeft={secondsLeft} />
          </Notice>
        )}
      </div>
      {refusal && remedy && (
        <p className="mt-2 text-sm">
          <a href={remedy.href} target="_blank" className="text-link">
            {remedy.text}
          </a>{' '}
          <span className="text-muted">in a new tab. What you typed stays here.</span>
        </p>
      )}
      <div role="status">
        {isWaitOver && <Notice tone="info">You can try again now.</Notice>}
        {info && (
          <Notice key={`info-${attempt}`} tone="info">
            {info}
          </Notice>
        )}
        {notice && !goTo && (
          <Notice key={attempt} tone="success">
            {notice}
          </Notice>
        )}
      </div>
    </div>
  )
}
