import type { IncomingMessage } from 'node:http'
import { isProgramPath } from '@/lib/domain/site/http-config'
import { signInPath } from '@/lib/domain/site/redirects'
import { sentenceFor } from '@/lib/platform/errors'
import { announcesBody, BODY_TOO_LARGE, takesImage } from './body-limit'
import { answerPreflight } from './cors'
import { isForged } from './forgery-check'
import { judgeHost } from './host-check'
import { BODY_LIMIT_BYTES } from './limits'
import type { PathRule } from './path-rules'
import type { PlainResponse } from './plain-response'
import { judgeContentType, judgeShape, mediaTypeOf, pathOf } from './request-shape'

/** What decides about a request: Node's own, or what a platform hands to a function. */
export type RequestHead = Pick<IncomingMessage, 'method' | 'url' | 'headers' | 'rawHeaders'>

/** What the judgement depends on beside the request. */
type Site = { authUrl: string; isProduction: boolean; isDevelopment: boolean }

const FORGED: PlainResponse = {
  status: 403,
  sentence: 'This request came from another site. Open the page here and try again.',
}
const FORGED_CALL: PlainResponse = {
  status: 403,
  sentence:
    'Only pages of this site may send this. Ask the owner of this site to admit your program.',
}
const HOST_MISSING: PlainResponse = {
  status: 400,
  sentence: 'This request names no host. Check the address and try again.',
}
export function callerOf({ method = '', headers }: RequestHead) {
  const secFetchSite = headers['sec-fetch-site']?.toString()
  return { method, origin: headers.origin, secFetchSite }
}

/** A form with an image is only too large because the session has expired, so it says that. */
export function tooLarge(request: RequestHead, path: string, mayUpload: boolean): PlainResponse {
  const { method = '', headers } = request
  if (mayUpload || !takesImage(method, path)) {
    const type = mediaTypeOf(headers['content-type'])
    const bytes = Number(headers['content-length'] ?? 0) || BODY_LIMIT_BYTES * 2
    return { ...BODY_TOO_LARGE, wouldAllow: { bodies: { [type]: bytes } } }
  }
  const sentence = sentenceFor({ code: 'session_expired' })
  if (headers['next-action'] !== undefined) return { status: 401, sentence }
  const location = signInPath(path, 'session_expired')
  return { status: 303, sentence, headers: { Location: location } }
}

/** The answer to a request that does not reach Next.js, as a refusal; null when it may pass. */
export function judge(request: RequestHead, site: Site, rule: PathRule): PlainResponse | null {
  const { method = '', url: target = '', headers, rawHeaders } = request
  const malformed = judgeShape({ method, target, rawHeaders, rule })
  if (malformed) return malformed
  const elsewhere = judgeHostOf(headers.host, method, target, site)
  if (elsewhere) return elsewhere
  const preflight = answerPreflight(rule, { method, headers })
  if (preflight) return preflight
  const path = pathOf(target)
  const isServerAction = headers['next-action'] !== undefined
  const asked = {
    ...callerOf(request),
    path,
    rule,
    isServerAction,
    isDevelopment: site.isDevelopment,
    contentType: headers['content-type'],
    hasBody: announcesBody(headers),
  }
  return isForged(asked, site.authUrl, rule) ? forged(asked) : judgeContentType(asked)
}

type Asked = ReturnType<typeof callerOf> & { isServerAction: boolean; path: string }

function forged({ origin, secFetchSite, isServerAction, path }: Asked): PlainResponse {
  if (!isProgramPath(path)) return FORGED
  if (isServerAction || origin === 'null') return FORGED_CALL
  if (origin !== undefined) return { ...FORGED_CALL, wouldAllow: { cors: [origin] } }
  return secFetchSite === undefined
    ? { ...FORGED_CALL, wouldAllow: { withoutOrigin: true } }
    : FORGED_CALL
}

function judgeHostOf(
  host: string | undefined,
  method: string,
  target: string,
  { authUrl, isProduction }: Site,
): PlainResponse | null {
  const verdict = judgeHost({ host, method, target }, authUrl, isProduction)
  switch (verdict.kind) {
    case 'ours':
      return null
    case 'missing':
      return HOST_MISSING
    case 'unknown':
      return { status: 421, sentence: `This host is not served here. Open ${authUrl} instead.` }
    case 'elsewhere':
      return {
        status: 307,
        sentence: `This page is at ${authUrl}.`,
        headers: { Location: verdict.location },
      }
  }
}
