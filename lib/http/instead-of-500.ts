import type { RequestMark } from '@/lib/http/request-marks'
import { UNAVAILABLE_RETRY_AFTER_SECONDS } from '@/lib/platform/unavailable'

/** What goes out in place of a 500: `body` null keeps the one that was written. */
export type Replacement = {
  status: number
  body: { type: string; text: string } | null
  headers: Readonly<Record<string, string>>
}

const PLAIN = 'text/plain; charset=utf-8'
const MALFORMED_SENTENCE = 'This request cannot be read. Reload the page and try again.'
const FAILED_SENTENCE = 'Something went wrong. Please try again.'

/**
 * Decides what a person gets where Next answers 500.
 *
 * Next's page for an error needs JavaScript and its answer to a form is three English words, so an
 * outage gets a page of its own, whole and plain. What scripts read (data, JSON) keeps its body.
 *
 * @param mark why, where it is known
 * @param contentType of the answer as written, lower case
 * @param outagePage HTML
 */
export function insteadOf500(
  mark: RequestMark | null,
  contentType: string,
  outagePage: string,
): Replacement {
  const isBare = contentType.startsWith('text/plain')
  const plain = (sentence: string) => (isBare ? { type: PLAIN, text: `${sentence}\n` } : null)
  switch (mark) {
    case 'unavailable': {
      const isDocument = isBare || contentType.startsWith('text/html')
      return {
        status: 503,
        body: isDocument ? { type: 'text/html; charset=utf-8', text: outagePage } : null,
        headers: {
          'Retry-After': String(UNAVAILABLE_RETRY_AFTER_SECONDS),
          'Cache-Control': 'no-store',
        },
      }
    }
    case 'malformed':
      return { status: 400, body: plain(MALFORMED_SENTENCE), headers: {} }
    case null:
      return { status: 500, body: plain(FAILED_SENTENCE), headers: {} }
  }
}
