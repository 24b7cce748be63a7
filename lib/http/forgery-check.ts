import { CSP_REPORT_PATH } from './csp-reporting'
import { NO_RULE, type PathRule } from './path-rules'
import { changes } from './request-shape'

/**
 * Auth.js checks its own token on its paths, the jobs ask for theirs, and a binding for a signature, so
 * requests without browser headers may use them: scripts, and browsers themselves, which send none to
 * prove a key.
 */
const TOKEN_GUARDED_PATH = /^\/api\/((auth|session-binding)\/[\w/-]+|jobs)$/

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
 * The adopter's configuration may admit programs and other origins to a path. They come without cookies
 * ({@link isAdmittedStranger}), so they can use no session that is not theirs.
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
  rule: PathRule = NO_RULE,
): boolean {
  const { secFetchSite } = request
  if (!changes(request.method)) return false
  if (!request.isServerAction && isAdmittedStranger(request, ownOrigin, rule)) return false
  const isReport = request.path === CSP_REPORT_PATH && !request.isServerAction
  const origin = isReport && request.origin === 'null' ? undefined : request.origin
  if (origin !== undefined && origin !== ownOrigin) return true
  if (secFetchSite !== undefined && !['same-origin', 'none'].includes(secFetchSite)) return true
  if (isReport || origin !== undefined || secFetchSite !== undefined) return false
  return request.isServerAction || !TOKEN_GUARDED_PATH.test(request.path)
}

type Caller = { method: string; origin: string | undefined; secFetchSite: string | undefined }

/**
 * Whether the adopter's configuration admits a request that no page of this site sent: a program's,
 * which names no origin, or that of another origin's script.
 */
export function isAdmittedStranger(
  { method, origin, secFetchSite }: Caller,
  ownOrigin: string,
  rule: PathRule,
): boolean {
  if (origin !== undefined) return origin !== ownOrigin && mayRead(rule, origin)
  return rule.withoutOrigin && changes(method) && secFetchSite === undefined
}

/** Whether scripts of an origin may read what the path answers. */
export function mayRead(rule: PathRule, origin: string): boolean {
  return origin !== 'null' && (rule.cors.includes(origin) || rule.cors.includes('*'))
}
