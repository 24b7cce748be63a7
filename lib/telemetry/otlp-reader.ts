import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Context } from '@opentelemetry/api'
import type { Span, SpanProcessor } from '@opentelemetry/sdk-trace-base'
import { pathOf } from '@/lib/http/request-shape'
import { callIn, type Call } from '@/lib/platform/tracing'
import type { SpanReader } from './start-tracing'

/** Files and probes, which would be most of the traces without being useful. */
const EXCLUDED = /^\/(_next\/|api\/(health|metrics)|favicon|icon\.|fonts\/)|\.[a-z\d]+$/

/**
 * Exports the spans of every request to an OpenTelemetry collector, by OTLP over HTTP: names, times and
 * outcomes, and for a request its method, its path without the query, and its status. Arguments of
 * steps are never exported.
 *
 * The exporter is loaded on demand, because it is large and most servers do not need it.
 *
 * @param endpoint the collector's base address; `/v1/traces` is added
 * @see https://opentelemetry.io/docs/specs/otel/protocol/exporter/
 * @see https://opentelemetry.io/docs/specs/semconv/http/http-spans/
 */
export async function otlpReader(endpoint: string): Promise<SpanReader> {
  const [{ OTLPTraceExporter }, { BatchSpanProcessor }] = await Promise.all([
    import('@opentelemetry/exporter-trace-otlp-http'),
    import('@opentelemetry/sdk-trace-base'),
  ])
  const url = `${endpoint.replace(/\/$/, '')}/v1/traces`
  return {
    processor: withRequestAttributes(new BatchSpanProcessor(new OTLPTraceExporter({ url }))),
    wants: (call) =>
      call.step === 'request' && !EXCLUDED.test(pathOf(requestOf(call)[0].url ?? '')),
  }
}

function withRequestAttributes(exporting: SpanProcessor): SpanProcessor {
  const responses = new WeakMap<object, ServerResponse>()
  return {
    onStart(span: Span, where: Context) {
      exporting.onStart(span, where)
      const call = callIn(where)
      if (call?.step !== 'request') return
      const [request, response] = requestOf(call)
      responses.set(span, response)
      span.setAttributes({
        'http.request.method': request.method ?? '',
        'url.path': pathOf(request.url ?? ''),
      })
    },
    onEnding(span: Span) {
      const response = responses.get(span)
      if (response) span.setAttribute('http.response.status_code', response.statusCode)
    },
    onEnd: (span) => exporting.onEnd(span),
    forceFlush: () => exporting.forceFlush(),
    shutdown: () => exporting.shutdown(),
  }
}

/** The arguments of the step `request`. */
function requestOf({ given }: Call): [IncomingMessage, ServerResponse] {
  return given as [IncomingMessage, ServerResponse]
}
