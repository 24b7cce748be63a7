import { LRUCache } from 'lru-cache'
import { processWide } from '@/lib/platform/process-wide'
import type { Dependency } from '@/lib/platform/unavailable'

/**
 * Why a request failed, where Next.js can only respond with 500: a dependency was down, or Next.js
 * could not read the request. The front server responds with 503 or 400 instead.
 */
export type RequestMark = Dependency | 'malformed'

/** A request may fail when its client has gone and nobody takes the mark any more. */
const MAX_REQUESTS = 10_000

/** Written by the Next.js bundles, read by the front server. */
const marks = processWide(
  'request-marks',
  () => new LRUCache<string, RequestMark>({ max: MAX_REQUESTS }),
)

export function markRequest(requestId: string, mark: RequestMark): void {
  marks.get().set(requestId, mark)
}

/** Returns and removes the mark of a request. */
export function takeMark(requestId: string): RequestMark | null {
  const mark = marks.get().get(requestId) ?? null
  marks.get().delete(requestId)
  return mark
}
