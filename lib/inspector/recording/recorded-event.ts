import type { Values } from '@/lib/inspector/steps/allowed-values'
import type { StepName } from '@/lib/inspector/steps/step-schema'

export type Outcome = 'done' | 'refused' | 'failed'

type Placed = {
  /** Rises by one within a recording, as one process numbers it. */
  seq: number
  /** Which request it belongs to. */
  request: string
}

/** One entry of a recording, as it is kept, sent and exported. Times in milliseconds. */
export type RecordedEvent =
  | (Placed & { kind: 'request'; atMs: number; in: Values })
  | (Placed & {
      kind: 'step'
      id: string
      parent: string | null
      step: StepName
      atMs: number
      ms: number
      outcome: Outcome
      in: Values
      out: Values
    })
  | (Placed & { kind: 'answer'; atMs: number; ms: number; outcome: Outcome; out: Values })

export type UnnumberedEvent = RecordedEvent extends infer Event
  ? Event extends RecordedEvent
    ? Omit<Event, 'seq'>
    : never
  : never

/** The same for one event in every process, and for no other event. */
export function keyOf(event: RecordedEvent | UnnumberedEvent): string {
  return event.kind === 'step' ? `${event.request} ${event.id}` : `${event.request} ${event.kind}`
}
