import { processWide } from '@/lib/platform/process-wide'

/**
 * What went wrong with a request, where Next can only answer 500: a dependency was down, or the
 * client sent what Next itself could not read. The front answers 503 and 400 instead.
 */
export type RequestMark = 'unavailable' | 'malformed'

/** Next's bundles mark, the front looks. */
const marks = processWide('request-marks', () => new Map<string, RequestMark>())

export function markRequest(requestId: string, mark: RequestMark): void {
  marks.get().set(requestId, mark)
}

/** The mark of a request, once: taking it removes it. */
export function takeMark(requestId: string): RequestMark | null {
  const mark = marks.get().get(requestId) ?? null
  marks.get().delete(requestId)
  return mark
}
