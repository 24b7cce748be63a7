/** A row of a CSV file, with the line it starts on. */
export type CsvRow = { line: number; cells: string[] }

type Cell = { text: string; end: number }

/** What is no quoted value, by the separator. */
const PLAIN = { ',': /[^,\r\n]*/y, ';': /[^;\r\n]*/y, '\t': /[^\t\r\n]*/y } as const
const LINE_END = /\r\n|\r|\n/y

/**
 * Reads CSV as RFC 4180 describes it, with commas, semicolons or tabs: whichever comes first in the
 * header. Empty lines are left out.
 *
 * @returns the line of a quoted value that never ends, or is followed by more, when there is one
 */
export function readCsv(text: string): CsvRow[] | { unclosedQuoteOnLine: number } {
  const separator = /^[^\r\n]*?([,;\t])/.exec(text)?.[1] ?? ','
  const plain = PLAIN[separator as keyof typeof PLAIN]
  const rows: CsvRow[] = []
  let [at, line] = [0, 1]
  while (at < text.length) {
    const row: CsvRow = { line, cells: [] }
    for (;;) {
      const cell = text[at] === '"' ? quotedCell(text, at) : plainCell(text, at, plain)
      if (cell === null) return { unclosedQuoteOnLine: line }
      row.cells.push(cell.text)
      line += cell.text.split('\n').length - 1
      at = cell.end
      if (text[at] !== separator) break
      at += 1
    }
    LINE_END.lastIndex = at
    const lineEnd = LINE_END.exec(text)?.[0]
    if (lineEnd === undefined && at < text.length) return { unclosedQuoteOnLine: line }
    at += lineEnd?.length ?? 0
    line += 1
    if (row.cells.some((one) => one !== '')) rows.push(row)
  }
  return rows
}

function plainCell(text: string, at: number, plain: RegExp): Cell {
  plain.lastIndex = at
  const [found = ''] = plain.exec(text) ?? []
  return { text: found, end: at + found.length }
}

/** @returns null when the quote never ends */
function quotedCell(text: string, at: number): Cell | null {
  let end = at
  do {
    end = text.indexOf('"', end + 1)
    if (end === -1) return null
    end += 1
  } while (text[end] === '"')
  return { text: text.slice(at + 1, end - 1).replaceAll('""', '"'), end }
}
