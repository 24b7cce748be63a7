import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Context } from '@opentelemetry/api'
import type { Span, SpanProcessor } from '@opentelemetry/sdk-trace-base'
import { pathOf } from '@/lib/http/request-shape'
import { callIn, type Call } from '@/lib/platform/tracing'
import type { SpanReader } from './start-tracing'

/** Files and probes: they would be most of the traces and say nothing. */
const LEFT_OUT = /^\/(_next\/|api\/(health|metrics)|favicon|icon\.|fonts\/)|\.[a-z\d]+$/

/**
 * Sends the spans of every request to an OpenTelemetry collector, by OTLP over HTTP: names, times and
 * outcomes. Of a request also its method, its path without the query, and its status; nothing of what
 * a step was given.
 *
 * The exporter is loaded here and not above: most servers never need it, and it is large.
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
    wants: (call) => call.step === 'request' && !LEFT_OUT.test(pathOf(visitOf(call)[0].url ?? '')),
  }
}

function withRequestAttributes(exporting: SpanProcessor): SpanProcessor {
  const responses = new WeakMap<object, ServerResponse>()
  return {
    onStart(span: Span, where: Context) {
      exporting.onStart(span, where)
      const call = callIn(where)
      if (call?.step !== 'request') return
      const [request, response] = visitOf(call)
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

/** What the server hands to the step `request`. */
function visitOf({ given }: Call): [IncomingMessage, ServerResponse] {
  return given as [IncomingMessage, ServerResponse]
}
