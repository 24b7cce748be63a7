import { CSP_REPORTING, REPORTING_ENDPOINTS } from './csp-reporting'

export type HeaderList = readonly (readonly [name: string, value: string])[]

/**
 * Nothing may load, run, frame or submit. Pages get their own policy, with a nonce, from the
 * middleware, which replaces this one; files, errors and API answers need nothing more.
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
 * The headers of every answer, errors, redirects and files included.
 *
 * `Referrer-Policy` is `same-origin` and not `no-referrer`: under the latter browsers send
 * `Origin: null` with a form, which could not be told from another site's.
 *
 * @param options.isDevelopment leaves the policy out, since Next shows build errors in a page that
 *   no middleware has seen
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
