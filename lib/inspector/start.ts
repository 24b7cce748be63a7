import { AsyncLocalStorage } from 'node:async_hooks'
import type { SpanProcessor } from '@opentelemetry/sdk-trace-base'
import { minutes } from '@/lib/domain/time'
import { flow, setFlow, type Flow, type Place } from './flow'
import { Recorder } from './recorder'
import type { SourcePlaces } from './source-place'
import { RecordingProcessor } from './recording-processor'

const SWEEP_MS = minutes(1)

/**
 * Turns the inspector on for this process. Before anything is assembled: what asks later for
 * {@link flow} and finds none stays unwrapped for good.
 *
 * The provider is our own and not registered as OpenTelemetry's global one, so that no library's
 * spans get in.
 *
 * The provider's package is loaded here and not above: a process without the inspector does without it.
 *
 * @param options.exporters further readers of the same spans, such as a collector's
 */
export async function startFlow({
  exporters = [],
  sources = {},
}: { exporters?: readonly SpanProcessor[]; sources?: SourcePlaces } = {}): Promise<Flow> {
  const running = flow()
  if (running) return running
  const { BasicTracerProvider } = await import('@opentelemetry/sdk-trace-base')
  const recorder = new Recorder(() => Date.now())
  const provider = new BasicTracerProvider({
    spanProcessors: [new RecordingProcessor(recorder), ...exporters],
  })
  const sweeping = setInterval(() => recorder.sweep(), SWEEP_MS).unref()
  const closing = new AbortController()
  const started: Flow = {
    tracer: provider.getTracer('latchkey'),
    recorder,
    places: new AsyncLocalStorage<Place>(),
    sources,
    closing: closing.signal,
    close: () => closing.abort(),
    stop: async () => {
      clearInterval(sweeping)
      closing.abort()
      setFlow(null)
      await provider.shutdown()
    },
  }
  setFlow(started)
  return started
}
