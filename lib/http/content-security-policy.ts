import { CSP_REPORTING } from '@/lib/http/csp-reporting'
import type { PathRule } from './path-rules'

/**
 * The policy of every page. Scripts run only with the nonce and may load others (`strict-dynamic`);
 * styles come from this site or carry the nonce.
 *
 * @param options.development allows `eval` for React's development build and inline styles for the
 *   tools of Next.js; production needs neither
 * @param options.sources of the adopter's configuration for this page, added to ours
 * @see https://csp.withgoogle.com/docs/strict-csp.html
 */
export function contentSecurityPolicy(
  nonce: string,
  options: { development: boolean; https: boolean; sources?: PathRule['sources'] },
): string {
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'${options.development ? " 'unsafe-eval'" : ''}`,
    `style-src 'self' ${options.development ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "frame-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "object-src 'none'",
    ...(options.https ? ['upgrade-insecure-requests'] : []),
    CSP_REPORTING,
  ]
  return withSources(policy, options.sources ?? {}).join('; ')
}

function withSources(policy: readonly string[], sources: PathRule['sources']): string[] {
  const wanted = new Map(Object.entries(sources).map(([name, list]) => [name, list.join(' ')]))
  const extended = policy.map((directive) => {
    const [name = ''] = directive.split(' ', 1)
    const more = wanted.get(name)
    wanted.delete(name)
    return more === undefined ? directive : `${directive} ${more}`
  })
  return [...extended, ...[...wanted].map(([name, list]) => `${name} ${list}`)]
}

/** The policy of a plain page, which only loads a style sheet and an icon from this site. */
export const PLAIN_PAGE_POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "img-src 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  CSP_REPORTING,
].join('; ')
