import type { OpenStreams } from './recording/open-streams'
import type { Recorder } from './recording/recorder'
import type { BuildFacts } from './sources/build-facts'

/** The inspector of this process; there is one only while `FLOW_INSPECTOR` is on. */
export type RunningInspector = {
  recorder: Recorder
  streams: OpenStreams
  facts: BuildFacts
  /** Aborted on shutdown, which ends all streams. */
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
