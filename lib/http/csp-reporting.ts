/** Where browsers report violations of a page's policy; see `app/api/csp-report/route.ts`. */
export const CSP_REPORT_PATH = '/api/csp-report'

const ENDPOINT = 'csp'

/**
 * Both directives for reports, at the end of every policy: `report-to` for browsers with the Reporting
 * API, `report-uri` for the others.
 */
export const CSP_REPORTING = `report-to ${ENDPOINT}; report-uri ${CSP_REPORT_PATH}`

/** Defines the endpoint for `report-to`, as a path so that it belongs to whichever origin serves it. */
export const REPORTING_ENDPOINTS = `${ENDPOINT}="${CSP_REPORT_PATH}"`
