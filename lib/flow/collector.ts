import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { BatchSpanProcessor, type SpanProcessor } from '@opentelemetry/sdk-trace-base'

/**
 * Sends every span the inspector sees to an OpenTelemetry collector, by OTLP over HTTP. They carry what
 * the schema allows and nothing else.
 *
 * @param endpoint the collector's base address; `/v1/traces` is added
 * @see https://opentelemetry.io/docs/specs/otel/protocol/exporter/
 */
export function collectorProcessor(endpoint: string): SpanProcessor {
  const url = `${endpoint.replace(/\/$/, '')}/v1/traces`
  return new BatchSpanProcessor(new OTLPTraceExporter({ url }))
}
