import type { OpenStreams } from './recording/open-streams'
import type { Recorder } from './recording/recorder'
import type { BuildFacts } from './sources/build-facts'
import { processSlot } from '@/lib/platform/process-wide'

/** The inspector of this process; there is one only while `FLOW_INSPECTOR` is on. */
export type RunningInspector = {
  recorder: Recorder
  streams: OpenStreams
  facts: BuildFacts
  /** Aborted on shutdown, which ends all streams. */
  closing: AbortSignal
}

const running = processSlot<RunningInspector>('inspector')

/** @returns null when the inspector is off */
export function runningInspector(): RunningInspector | null {
  return running.peek() ?? null
}

/** For {@link createInspector} alone. */
export function setRunningInspector(started: RunningInspector): void {
  running.set(started)
}
