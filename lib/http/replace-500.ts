import type { RequestMark } from '@/lib/http/request-marks'
import { sentenceFor } from '@/lib/platform/errors'
import { UNAVAILABLE_RETRY_AFTER_SECONDS, type Dependency } from '@/lib/platform/unavailable'

/** Self-contained HTML for when a dependency is down. */
export type OutagePages = Readonly<Record<Dependency, string>>

/** The replacement for a 500; with `body` null the original body is sent. */
export type Replacement = {
  status: number
  body: { type: string; text: string } | null
  headers: Readonly<Record<string, string>>
}

const PLAIN = 'text/plain; charset=utf-8'
const MALFORMED_SENTENCE = 'This request cannot be read. Reload the page and try again.'
const FAILED_SENTENCE = sentenceFor({ code: 'server_error' })

const UNAVAILABLE = {
  error: 'busy',
  message: sentenceFor({ code: 'busy', retryAfterSeconds: UNAVAILABLE_RETRY_AFTER_SECONDS }),
}

/** For programs, in the format of every other refusal of an API. */
const FOR_PROGRAMS: Record<RequestMark | 'failed', { error: string; message: string }> = {
  database: UNAVAILABLE,
  hashing: UNAVAILABLE,
  malformed: { error: 'invalid_input', message: 'This request cannot be read. Send it again.' },
  failed: { error: 'server_error', message: FAILED_SENTENCE },
}

/**
 * Chooses the response where Next.js responds with 500.
 *
 * The error page of Next.js needs JavaScript, and its response to a form is three words, so an outage
 * gets a self-contained page. Responses to scripts (data, JSON) keep their body. A handler that throws
 * is given none at all, so the program that called it is told in JSON.
 *
 * @param mark the cause, if known
 * @param contentType of the original response, in lower case; empty for none that a program reads
 * @param outagePages HTML
 */
export function replace500(
  mark: RequestMark | null,
  contentType: string,
  outagePages: OutagePages,
): Replacement {
  const isBare = contentType.startsWith('text/plain')
  const json = { type: 'application/json', text: JSON.stringify(FOR_PROGRAMS[mark ?? 'failed']) }
  const isUntyped = contentType === ''
  const plain = (sentence: string) =>
    isUntyped ? json : isBare ? { type: PLAIN, text: `${sentence}\n` } : null
  switch (mark) {
    case 'database':
    case 'hashing': {
      const isDocument = isBare || contentType.startsWith('text/html')
      return {
        status: 503,
        body: isUntyped
          ? json
          : isDocument
            ? { type: 'text/html; charset=utf-8', text: outagePages[mark] }
            : null,
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
