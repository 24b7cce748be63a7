import type { Values } from '@/lib/inspector/steps/allowed-values'
import type { StepName } from '@/lib/inspector/steps/step-schema'

export type Outcome = 'done' | 'refused' | 'failed'

type Placed = {
  /** Increases by one within a recording, for each process. */
  seq: number
  /** The id of its request. */
  request: string
}

/** An entry of a recording, as it is stored, sent and exported. Times in milliseconds. */
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

/** Identifies an event, in every process alike. */
export function keyOf(event: RecordedEvent | UnnumberedEvent): string {
  return event.kind === 'step' ? `${event.request} ${event.id}` : `${event.request} ${event.kind}`
}
