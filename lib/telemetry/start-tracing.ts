import { context, ProxyTracerProvider, trace, type TracerProvider } from '@opentelemetry/api'
import type { Context } from '@opentelemetry/api'
import type { Sampler, SpanProcessor } from '@opentelemetry/sdk-trace-base'
import { callIn, type Call } from '@/lib/platform/tracing'

/** A consumer of spans: a collector, or another part of this process. */
export type SpanReader = {
  processor: SpanProcessor
  /** Whether a request is traced for this reader, with all its steps. */
  wants: (request: Call) => boolean
}

/**
 * Registers OpenTelemetry's global provider for this process, with the readers of its spans. Call it
 * before the first request. Without readers nothing is registered, and the SDK is not loaded.
 *
 * Only our own tracer creates spans. That of Next.js puts whole URLs into its attributes, and those of
 * mailed links contain tokens; its spans only pass on the context of their parent.
 *
 * @returns a function that stops tracing and exports the remaining spans
 */
export async function startTracing(
  readers: readonly SpanReader[],
  serviceName: string,
): Promise<() => Promise<void>> {
  if (readers.length === 0) return () => Promise.resolve()
  const [sdk, { resourceFromAttributes }, { AsyncLocalStorageContextManager }] = await Promise.all([
    import('@opentelemetry/sdk-trace-base'),
    import('@opentelemetry/resources'),
    import('@opentelemetry/context-async-hooks'),
  ])
  const provider = new sdk.BasicTracerProvider({
    resource: resourceFromAttributes({ 'service.name': serviceName }),
    sampler: new sdk.ParentBasedSampler({ root: samplerFor(readers, sdk.SamplingDecision) }),
    spanProcessors: readers.map(({ processor }) => processor),
  })
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
  trace.setGlobalTracerProvider(onlyOwnTracer(provider))
  return async () => {
    trace.disable()
    context.disable()
    await provider.shutdown()
  }
}

function onlyOwnTracer(provider: TracerProvider): TracerProvider {
  const silent = new ProxyTracerProvider().getDelegate()
  return {
    getTracer: (name, version, options) =>
      (name === 'latchkey' ? provider : silent).getTracer(name, version, options),
  }
}

function samplerFor(
  readers: readonly SpanReader[],
  decision: typeof import('@opentelemetry/sdk-trace-base').SamplingDecision,
): Sampler {
  return {
    shouldSample(where: Context) {
      const call = callIn(where)
      const isWanted = call !== undefined && readers.some((reader) => reader.wants(call))
      return { decision: isWanted ? decision.RECORD_AND_SAMPLED : decision.NOT_RECORD }
    },
    toString: () => 'WantedByAReader',
  }
}
