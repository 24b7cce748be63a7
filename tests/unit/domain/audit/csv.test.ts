import fc from 'fast-check'
import { expect, test } from 'vitest'
import { csvLine } from '@/lib/domain/audit/csv'

/** Fullwidth formula characters, as some keyboards type them and spreadsheets there accept them. */
const FOREIGN = ['＝1+1', '＋1', '－1', '＠SUM(A1)', ' =1+1', '\u00a0=1', '\u3000＝1']

test('a line is quoted values, with inner quotes doubled', () => {
  expect(csvLine(['a', '', 'b,c', 'say "so"', 'two\nlines'])).toBe(
    '"a","","b,c","say ""so""","two\nlines"\r\n',
  )
})

test.each([
  '=1+1',
  '+1',
  '-1',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  '\n=1',
  '-ada',
  '=cmd|"/c calc"!A1',
  ...FOREIGN,
])('a spreadsheet reads %j as text', (value) => {
  expect(csvLine([value])).toBe(`"'${value.replaceAll('"', '""')}"\r\n`)
})

test('any value is one cell and never a formula', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: 'binary', maxLength: 20 }), { minLength: 1, maxLength: 6 }),
      (values) => {
        const cells = cellsOf(csvLine(values))
        expect(cells).toHaveLength(values.length)
        for (const [index, cell] of cells.entries()) {
          expect(cell).not.toMatch(/^\s*[=+\-@\t\r\n＝＋－＠]/)
          expect(cell.replace(/^'/, '')).toBe(values[index]?.replace(/^'/, ''))
        }
      },
    ),
  )
})

/** Parses a line as RFC 4180 defines it. */
function cellsOf(line: string): string[] {
  const body = line.slice(0, -2)
  return [...body.matchAll(/"((?:[^"]|"")*)"(?:,|$)/g)].map(([, cell = '']) =>
    cell.replaceAll('""', '"'),
  )
}
