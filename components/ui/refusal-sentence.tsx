import { durationInWords } from '@/lib/domain/time'
import { sentenceFor, type Refusal } from '@/lib/platform/errors'

/**
 * The sentence of a refusal. A wait in it counts down visually, and is announced once instead of every
 * second.
 */
export function RefusalSentence({
  refusal,
  secondsLeft,
}: {
  refusal: Refusal
  secondsLeft: number | null
}) {
  if (!secondsLeft) return sentenceFor(refusal)
  const words = durationInWords(secondsLeft)
  const [before, after] = sentenceFor({ ...refusal, retryAfterSeconds: secondsLeft }).split(words)
  return (
    <>
      {before}
      <span role="timer" aria-live="off">
        {words}
      </span>
      {after}
    </>
  )
}
