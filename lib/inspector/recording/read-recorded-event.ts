import type { Values } from '@/lib/inspector/steps/allowed-values'
import type { RecordedEvent, Outcome } from './recorded-event'
import { admit, type RecordedValue, type Kind } from '@/lib/inspector/steps/value-kinds'
import { isStepName, STEPS, type Sides, type StepName } from '@/lib/inspector/steps/step-schema'

const OUTCOMES: readonly Outcome[] = ['done', 'refused', 'failed']

/** A value masked by `Masked`: a few characters at each end, without the middle. */
const MASK = /^.{0,4}…/
const LONGEST_MASK = 24
const LONGEST_ID = 64

/**
 * Reads an event from a file or another process. It is validated against the schema again, so it can
 * contain no more than a recording could.
 *
 * @returns null when it is not an event
 */
export function readEvent(value: unknown): RecordedEvent | null {
  if (typeof value !== 'object' || value === null) return null
  const { kind, seq, request, atMs, ms, id, parent, step, outcome, ...sides } = value as Record<
    string,
    unknown
  >
  const placed = { seq: numberIn(seq), request: idIn(request), atMs: numberIn(atMs) }
  const ended = { ms: numberIn(ms), outcome: OUTCOMES.find((one) => one === outcome) ?? 'done' }
  if (!Number.isFinite(placed.atMs)) return null
  if (kind === 'request') return { ...placed, kind, in: readSide('request', 'in', sides.in) }
  if (!Number.isFinite(ended.ms)) return null
  if (kind === 'answer') {
    return { ...placed, ...ended, kind, out: readSide('request', 'out', sides.out) }
  }
  if (kind !== 'step' || !isStepName(step)) return null
  return {
    ...{ ...placed, ...ended, kind, step, id: idIn(id) },
    parent: parent === null ? null : idIn(parent),
    in: readSide(step, 'in', sides.in),
    out: readSide(step, 'out', sides.out),
  }
}

/* Without conversion: an object could throw when it is converted. */
const numberIn = (value: unknown) => (typeof value === 'number' ? value : NaN)
const idIn = (value: unknown) => (typeof value === 'string' ? value.slice(0, LONGEST_ID) : '')

function readSide(step: StepName, side: Sides, input: unknown): Values {
  const values: Values = {}
  if (typeof input !== 'object' || input === null) return values
  const schema: Readonly<Record<string, Kind>> = STEPS[step][side]
  for (const [key, kind] of Object.entries(schema)) {
    const value = readValue(kind, Object.hasOwn(input, key) ? (input as Values)[key] : undefined)
    if (value !== undefined) values[key] = value
  }
  return values
}

/** Masked texts and times are read as written, everything else by its kind. */
function readValue(kind: Kind, value: unknown): RecordedValue | undefined {
  switch (kind.is) {
    case 'masked':
      return typeof value === 'string' && MASK.test(value) && value.length <= LONGEST_MASK
        ? value
        : undefined
    case 'moment':
      return typeof value === 'number' && Number.isFinite(value) ? value : undefined
    default:
      return admit(kind, value)
  }
}
