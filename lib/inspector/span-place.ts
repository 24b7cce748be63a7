import { createContextKey } from '@opentelemetry/api'

/** Where OpenTelemetry's context says which recording and request a span belongs to. */
export const PLACE = createContextKey('latchkey.place')

export type SpanPlace = { recording: string | null; request: string }
