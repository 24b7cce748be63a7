import { CSP_REPORT_PATH } from './csp-reporting'

/** Auth.js checks its own token on these paths, so scripts without browser headers may use them. */
const TOKEN_GUARDED_PATH = /^\/api\/auth\/[\w/-]+$/

/**
 * Whether an unsafe request may have been caused by another site.
 *
 * Browsers set `Origin` and `Sec-Fetch-Site`, and pages cannot change them. A request is refused if
 * either one names another site; `null` counts as another site. Without both there is no browser: then
 * only paths with their own token are accepted, and never server actions.
 *
 * Browsers send reports of policy violations without an origin or with `null`. They change nothing, so
 * both are accepted, but never another site's origin.
 *
 * @param request.isServerAction the `next-action` header is present
 * @param ownOrigin from the configuration; forwarded headers are ignored
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
