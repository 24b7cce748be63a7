import type { SpanProcessor } from '@opentelemetry/sdk-trace-base'

/**
 * Sends every span the inspector sees to an OpenTelemetry collector, by OTLP over HTTP. They carry what
 * the schema allows and nothing else.
 *
 * The exporter is loaded here and not above: most servers never need it, and it is large.
 *
 * @param endpoint the collector's base address; `/v1/traces` is added
 * @see https://opentelemetry.io/docs/specs/otel/protocol/exporter/
 */
export async function collectorProcessor(endpoint: string): Promise<SpanProcessor> {
  const [{ OTLPTraceExporter }, { BatchSpanProcessor }] = await Promise.all([
    import('@opentelemetry/exporter-trace-otlp-http'),
    import('@opentelemetry/sdk-trace-base'),
  ])
  const url = `${endpoint.replace(/\/$/, '')}/v1/traces`
  return new BatchSpanProcessor(new OTLPTraceExporter({ url }))
}
