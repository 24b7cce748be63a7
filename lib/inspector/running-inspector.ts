import type { OpenStreams } from './recording/open-streams'
import type { Recorder } from './recording/recorder'
import type { SourcePlaces } from './sources/source-places'

/** The inspector at work: there is one in a process whose `FLOW_INSPECTOR` is on, else none. */
export type RunningInspector = {
  recorder: Recorder
  streams: OpenStreams
  /** Where the code of each step stands. */
  sources: SourcePlaces
  /** Aborted when the process is asked to stop: streams end, so that it can. */
  closing: AbortSignal
}

const INSPECTOR = Symbol.for('latchkey.inspector')
type Global = typeof globalThis & { [INSPECTOR]?: RunningInspector }

/**
 * On `globalThis`, because the server and Next's bundles hold separate copies of this module.
 *
 * @returns null when the inspector is off
 */
export function runningInspector(): RunningInspector | null {
  return (globalThis as Global)[INSPECTOR] ?? null
}

/** For {@link startInspector} alone. */
export function setRunningInspector(started: RunningInspector): void {
  ;(globalThis as Global)[INSPECTOR] = started
}
