import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readCsv, type CsvRow } from '@/lib/domain/transfer/csv'

const cellsOf = (text: string) => {
  const rows = readCsv(text)
  return Array.isArray(rows) ? rows.map(({ cells }) => cells) : rows
}

describe('CSV', () => {
  test.each([
    ['commas', 'a,b\n1,2\n'],
    ['semicolons', 'a;b\n1;2'],
    ['tabs', 'a\tb\r\n1\t2\r\n'],
    ['old line ends', 'a,b\r1,2\r'],
    ['quotes', '"a","b"\n"1","2"\n'],
    ['empty lines', 'a,b\n\n\n1,2\n\n'],
  ])('with %s is read', (_what, text) => {
    expect(cellsOf(text)).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ])
  })

  test('keeps separators, quotes and line breaks within quotes', () => {
    expect(cellsOf('a,b\n"x, ""y""","1\n2"\n,')).toEqual([
      ['a', 'b'],
      ['x, "y"', '1\n2'],
    ])
  })

  test('numbers the lines on which rows begin', () => {
    const rows = readCsv('a,b\n"1\n2",3\n\n4,5\n')
    expect(Array.isArray(rows) && rows.map(({ line }) => line)).toEqual([1, 2, 5])
  })

  test.each([
    ['never ends', 'a,b\n1,"2\n3,4\n', 2],
    ['is followed by more', 'a,b\n"1"x,2\n', 2],
  ])('a quote that %s is found', (_what, text, line) => {
    expect(readCsv(text)).toEqual({ unclosedQuoteOnLine: line })
  })

  test.each([
    ['nothing', ''],
    ['blank lines', '\n\r\n'],
  ])('of %s has no rows', (_what, text) => {
    expect(cellsOf(text)).toEqual([])
  })

  test('of any cells is read back', () => {
    const cell = fc.string({ unit: 'binary', minLength: 1 })
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: 2, maxLength: 2 }), { minLength: 1, maxLength: 5 }),
        (rows) => {
          const written = [['a', 'b'], ...rows]
            .map((cells) => cells.map((one) => `"${one.replaceAll('"', '""')}"`).join(','))
            .join('\n')
          expect(cellsOf(written)).toEqual([['a', 'b'], ...rows])
        },
      ),
    )
  })

  test('with a value of a megabyte is read', () => {
    const long = 'x""'.repeat(300_000)
    const [, row] = readCsv(`a,b\n"${long}",2`) as CsvRow[]
    expect(row?.cells.map(({ length }) => length)).toEqual([600_000, 1])
    expect(readCsv(`a,b\n"${long}`)).toEqual({ unclosedQuoteOnLine: 2 })
  })
})
