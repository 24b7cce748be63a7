import { readFile } from 'node:fs/promises'
import { minutes } from '@/lib/domain/time'
import type { FrontHooks } from '@/lib/http/front-settings'
import { atShutdown } from '@/lib/platform/shutdown-work'
import type { SpanReader } from '@/lib/telemetry/start-tracing'
import { OpenStreams } from './recording/open-streams'
import { Recorder } from './recording/recorder'
import { keepRecording, recordedRequestOf, simulatedAddressOf } from './recording/recorded-requests'
import { RecordingProcessor } from './recording/recording-processor'
import { setRunningInspector, type RunningInspector } from './running-inspector'
import { RecordingSharing } from './sharing/recording-sharing'
import { NO_FACTS, type BuildFacts } from './sources/build-facts'

const SWEEP_MS = minutes(1)

type Inspector = RunningInspector & { reader: SpanReader; hooks: FrontHooks; close: () => void }

export async function runInspector(): Promise<Inspector> {
  const inspector = createInspector(await buildFacts())
  for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, inspector.close)
  const sharing = new RecordingSharing(inspector.recorder)
  void sharing.start()
  atShutdown(() => sharing.stop())
  return inspector
}

/** An inspector of this process: reads the spans of recorded requests into memory. */
export function createInspector(facts = NO_FACTS): Inspector {
  const recorder = new Recorder(() => Date.now())
  setInterval(() => recorder.sweep(), SWEEP_MS).unref()
  const closing = new AbortController()
  const inspector: Inspector = {
    ...{ recorder, facts, streams: new OpenStreams(), closing: closing.signal },
    close: () => closing.abort(),
    reader: {
      processor: new RecordingProcessor(recorder),
      wants: (request) => recordedRequestOf(request) !== null,
    },
    hooks: { addressOf: simulatedAddressOf, beforeHead: keepRecording },
  }
  setRunningInspector(inspector)
  return inspector
}

/** The build wrote them next to the server's program. */
async function buildFacts(): Promise<BuildFacts> {
  const file = new URL('./inspector-facts.json', import.meta.url)
  const text = await readFile(file, 'utf8').catch(() => null)
  return text === null ? NO_FACTS : (JSON.parse(text) as BuildFacts)
}
