/**
 * What spreadsheets evaluate as a formula. Some skip leading blanks, and some accept the full-width
 * forms of East Asian keyboards.
 */
const FORMULA = /^\s*[=+\-@\t\r\n＝＋－＠]/

/**
 * One line of comma-separated values. Every value is quoted, and one that a spreadsheet would evaluate
 * as a formula is prefixed with an apostrophe.
 *
 * @see RFC 4180; OWASP, "CSV Injection"
 */
export function csvLine(values: readonly string[]): string {
  return `${values.map(cell).join(',')}\r\n`
}

function cell(value: string): string {
  const safe = FORMULA.test(value) ? `'${value}` : value
  return `"${safe.replaceAll('"', '""')}"`
}
