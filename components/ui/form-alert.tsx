'use client'

import type { FormState } from '@/lib/platform/forms'
import { Notice } from './notice'
import { RefusalSentence } from './refusal-sentence'

/**
 * Where a form answers. Both regions stand there empty from the start, because a screen reader only
 * hears what changes in a region it already knows.
 *
 * @param attempt a new number makes the same sentence be read out again
 * @param secondsLeft of a wait that the sentence names; null when there is none
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
  const { refusal, notice, goTo } = state
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
      <div role="status">
        {isWaitOver && <Notice tone="info">You can try again now.</Notice>}
        {notice && !goTo && (
          <Notice key={attempt} tone="success">
            {notice}
          </Notice>
        )}
      </div>
    </div>
  )
}
