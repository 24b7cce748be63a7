import { AsyncLocalStorage } from 'node:async_hooks'
import type { Context, Tracer } from '@opentelemetry/api'
import type { Recorder } from './recorder'
import type { SourcePlaces } from './source-place'

/** Where a step belongs: set by the front for a request, carried along by async context. */
export type Place = {
  /** Null when nobody records, and only a collector listens. */
  recording: string | null
  request: string
  /** OpenTelemetry's own, with the step this one is part of. */
  context: Context
}

/** The inspector at work: there is one in a process whose `FLOW_INSPECTOR` is on, else none. */
export type Flow = {
  tracer: Tracer
  recorder: Recorder
  places: AsyncLocalStorage<Place>
  /** Where the code of each step stands. */
  sources: SourcePlaces
  /** Aborted when the process is asked to stop: streams end, so that it can. */
  closing: AbortSignal
  close: () => void
  stop: () => Promise<void>
}

const FLOW = Symbol.for('latchkey.flow')
type Global = typeof globalThis & { [FLOW]?: Flow }

/**
 * On `globalThis`, because the front, middleware and pages hold separate copies of this module.
 *
 * @returns null when the inspector is off; then nothing is wrapped
 */
export function flow(): Flow | null {
  return (globalThis as Global)[FLOW] ?? null
}

/** For {@link startFlow} and its end alone. */
export function setFlow(started: Flow | null): void {
  const shared = globalThis as Global
  if (started) shared[FLOW] = started
  else delete shared[FLOW]
}

/** The place of whatever asks; undefined outside a request that is recorded. */
export function placeNow(): Place | undefined {
  return flow()?.places.getStore()
}
