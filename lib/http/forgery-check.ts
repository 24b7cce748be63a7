import { CSP_REPORT_PATH } from './csp-reporting'

/** Auth.js asks for its own token on these; scripts without browser headers may use them. */
const TOKEN_GUARDED_PATH = /^\/api\/auth\/[\w/-]+$/

/**
 * Decides whether an unsafe request may have been caused by another site.
 *
 * `Origin` and `Sec-Fetch-Site` are set by browsers and out of reach of a page. Either one that
 * names another site refuses; `null` is another site. With both absent there is no browser: then
 * only paths with a token of their own pass, and server actions never.
 *
 * Reports of policy violations come by themselves, and browsers disagree about their headers: without
 * an origin, or with `null`. They change nothing, so they pass like that; another site's never do.
 *
 * @param request.isServerAction the `next-action` header is present
 * @param ownOrigin from the configuration; forwarded headers have no say
 * @see OWASP CSRF Prevention Cheat Sheet, "Fetch Metadata headers"; ASVS 5.0 V3.5.1
 */
export function isForged(
  request: {
    method: string
    path: string
    origin: string | undefined
    secFetchSite: string | undefined
    isServerAction: boolean
  },
  ownOrigin: string,
): boolean {
  const { secFetchSite } = request
  if (request.method === 'GET' || request.method === 'HEAD') return false
  const isReport = request.path === CSP_REPORT_PATH && !request.isServerAction
  const origin = isReport && request.origin === 'null' ? undefined : request.origin
  if (origin !== undefined && origin !== ownOrigin) return true
  if (secFetchSite !== undefined && !['same-origin', 'none'].includes(secFetchSite)) return true
  if (isReport || origin !== undefined || secFetchSite !== undefined) return false
  return request.isServerAction || !TOKEN_GUARDED_PATH.test(request.path)
}
