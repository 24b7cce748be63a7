import { parseUrl } from '@/lib/domain/parse-url'

/** A violation reported by a browser, reduced to what may be logged. */
export type PolicyViolation = {
  /** Such as `script-src-elem`. */
  directive: string
  /** An origin, or a word such as `inline`; never a path or a query. */
  blocked: string
  /** The path of the page, without its query. */
  page: string
}

/** Browsers send fewer in one batch. */
const MAX_REPORTS = 20
const MAX_PATH = 200

/**
 * Reads reports in either format: one object under `csp-report` (`report-uri`), or a list of reports
 * (`report-to`). Other kinds of reports are skipped, and URLs are reduced to an origin or a path, because
 * the rest may contain what people typed.
 *
 * @returns null when this is neither format
 * @see https://www.w3.org/TR/CSP3/#reporting and https://www.w3.org/TR/reporting-1/
 */
export function readPolicyViolations(body: unknown): PolicyViolation[] | null {
  if (Array.isArray(body)) return body.slice(0, MAX_REPORTS).flatMap(ofReportingApi)
  const report = fieldOf(body, 'csp-report')
  return isObject(report) ? [ofReportUri(report)] : null
}

function ofReportingApi(report: unknown): PolicyViolation[] {
  const body = fieldOf(report, 'body')
  if (fieldOf(report, 'type') !== 'csp-violation' || !isObject(body)) return []
  return [violation(body.effectiveDirective, body.blockedURL, body.documentURL)]
}

function ofReportUri(report: Record<string, unknown>): PolicyViolation {
  const directive = report['effective-directive'] ?? report['violated-directive']
  return violation(directive, report['blocked-uri'], report['document-uri'])
}

function violation(directive: unknown, blocked: unknown, page: unknown): PolicyViolation {
  return {
    directive: wordOf(directive) ?? 'unknown',
    blocked: urlOf(blocked)?.origin ?? wordOf(blocked) ?? 'unknown',
    page: urlOf(page)?.pathname.slice(0, MAX_PATH) ?? 'unknown',
  }
}

/** Directives and keywords are lower-case words; anything else did not come from a browser. */
function wordOf(value: unknown): string | null {
  const [word = ''] = typeof value === 'string' ? value.split(' ', 1) : []
  return /^[a-z-]{1,40}$/.test(word) ? word : null
}

function urlOf(value: unknown): URL | null {
  return typeof value === 'string' && /^https?:\/\//.test(value) ? parseUrl(value) : null
}

function fieldOf(value: unknown, name: string): unknown {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
