import { CSP_REPORTING, REPORTING_ENDPOINTS } from './csp-reporting'

export type HeaderList = readonly (readonly [name: string, value: string])[]

/**
 * Allows nothing to load, run, frame or submit. For pages the middleware replaces it with a policy that
 * has a nonce; files, errors and API responses need nothing more.
 */
const CLOSED_POLICY = `default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; ${CSP_REPORTING}`

const TWO_YEARS_SECONDS = 63_072_000

const UNUSED_FEATURES = [
  'accelerometer',
  'camera',
  'display-capture',
  'geolocation',
  'gyroscope',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'usb',
]

/**
 * The headers of every response, including errors, redirects and files.
 *
 * `Referrer-Policy` is `same-origin` and not `no-referrer`: with the latter, browsers send
 * `Origin: null` with a form, which is indistinguishable from another site's.
 *
 * @param options.isDevelopment leaves the policy out, because Next.js shows build errors on a page that
 *   the middleware does not handle
 * @see OWASP HTTP Headers Cheat Sheet; ASVS 5.0 V3.4
 */
export function securityHeaders(options: { isHttps: boolean; isDevelopment: boolean }): HeaderList {
  return [
    ...(options.isDevelopment ? [] : [['Content-Security-Policy', CLOSED_POLICY] as const]),
    ['Reporting-Endpoints', REPORTING_ENDPOINTS],
    ...(options.isHttps
      ? [['Strict-Transport-Security', `max-age=${TWO_YEARS_SECONDS}; includeSubDomains`] as const]
      : []),
    ['X-Content-Type-Options', 'nosniff'],
    ['X-Frame-Options', 'DENY'],
    ['Referrer-Policy', 'same-origin'],
    ['Cross-Origin-Opener-Policy', 'same-origin'],
    ['Cross-Origin-Resource-Policy', 'same-origin'],
    ['Permissions-Policy', UNUSED_FEATURES.map((feature) => `${feature}=()`).join(', ')],
  ]
}
