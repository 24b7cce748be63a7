/**
 * What went wrong with a request, where Next can only answer 500: a dependency was down, or the
 * client sent what Next itself could not read. The front answers 503 and 400 instead.
 */
export type RequestMark = 'unavailable' | 'malformed'

const MARKS = Symbol.for('latchkey.request-marks')
type Global = typeof globalThis & { [MARKS]?: Map<string, RequestMark> }

/** On `globalThis` because the front and Next's bundles hold separate copies of this module. */
function marks(): Map<string, RequestMark> {
  return ((globalThis as Global)[MARKS] ??= new Map())
}

export function markRequest(requestId: string, mark: RequestMark): void {
  marks().set(requestId, mark)
}

/** The mark of a request, once: taking it removes it. */
export function takeMark(requestId: string): RequestMark | null {
  const mark = marks().get(requestId) ?? null
  marks().delete(requestId)
  return mark
}
