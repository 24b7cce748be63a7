/**
 * A spreadsheet would compute what begins like this, whoever wrote it; some leave blanks out first, and
 * some take the wide forms of East Asian keyboards for the same.
 */
const FORMULA = /^\s*[=+\-@\t\r\n＝＋－＠]/

/**
 * One line of comma-separated values. Every value is quoted, and one that a spreadsheet would take
 * for a formula gets an apostrophe in front.
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
