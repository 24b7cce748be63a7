/** Where browsers report what a page's policy has stopped; see `app/api/csp-report/route.ts`. */
export const CSP_REPORT_PATH = '/api/csp-report'

const ENDPOINT = 'csp'

/**
 * Both ways of asking for reports, at the end of every policy: `report-to` for browsers that know
 * the Reporting API, `report-uri` for the others.
 */
export const CSP_REPORTING = `report-to ${ENDPOINT}; report-uri ${CSP_REPORT_PATH}`

/** Names the endpoint for `report-to`; a path, so that it is this origin's whatever its name. */
export const REPORTING_ENDPOINTS = `${ENDPOINT}="${CSP_REPORT_PATH}"`
