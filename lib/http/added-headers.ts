import { LRUCache } from 'lru-cache'
import { processWide } from '@/lib/platform/process-wide'

/** An action may add one when its client has gone and nobody takes it any more. */
const MAX_REQUESTS = 10_000

type Header = readonly [name: string, value: string]

/** Written by the Next.js bundles, read by the front server: an action can set cookies, no header. */
const added = processWide(
  'added-headers',
  () => new LRUCache<string, Header>({ max: MAX_REQUESTS }),
)

/** Adds a header to the response of a request. @param requestId given by the front server */
export function addHeader(requestId: string, header: Header): void {
  added.get().set(requestId, header)
}

/** Returns and removes the header added to a request's response. */
export function takeAddedHeader(requestId: string): Header | null {
  const header = added.get().get(requestId) ?? null
  added.get().delete(requestId)
  return header
}
