import fc from 'fast-check'
import { parseAndValidateFlightRouterState } from 'next/dist/server/app-render/parse-and-validate-flight-router-state'
import { expect, test } from 'vitest'
import { isRouterState } from '@/lib/http/router-state'

const encoded = (value: unknown) => encodeURIComponent(JSON.stringify(value))

test.each([
  [
    'a page',
    [
      '',
      { children: ['dashboard', { children: ['__PAGE__', {}, null, null, 0] }] },
      null,
      null,
      16,
    ],
  ],
  ['a page with a parameter', ['', { children: [['id', 'a', 'd', null], {}] }]],
])('%s is a valid router state', (_name, tree) => {
  expect(isRouterState(encoded(tree))).toBe(true)
  expect(nextReads(encoded(tree))).toBe(true)
})

function nextReads(header: string): boolean {
  try {
    return parseAndValidateFlightRouterState(header) !== undefined
  } catch {
    return false
  }
}

const { tree } = fc.letrec((tie) => {
  const oddity = fc.constantFrom<unknown[]>(null, true, 1, '', 'refetch', [], {}, ['a', 'b'], ['a'])
  const kind = fc.constantFrom<unknown[]>('d', 'c', 'di(.)', 'x', 1, null)
  const parameter = fc.tuple(fc.string(), fc.string(), kind, oddity)
  const segment = fc.oneof(fc.string(), parameter, fc.tuple(fc.string(), fc.string(), kind), oddity)
  const name = fc.constantFrom('children', '__proto__', 'constructor', 'a')
  const children = fc.oneof(
    { maxDepth: 3 },
    fc.constant({}),
    oddity,
    fc.dictionary(name, tie('tree')),
  )
  return {
    tree: fc
      .tuple(segment, children, fc.array(oddity, { maxLength: 5 }))
      .map(([first, second, others]) => [first, second, ...others]),
  }
})

test('Next accepts every router state that passes', () => {
  fc.assert(
    fc.property(tree, (value) => {
      const header = encoded(value)
      return !isRouterState(header) || nextReads(header)
    }),
    { numRuns: 3000 },
  )
})

let deep: unknown = ['', {}]
for (let level = 0; level < 40; level += 1) deep = ['', { children: deep }]

test.each([
  ['half of an encoding', '%7Bx'],
  ['broken percent-encoding', '%'],
  ['nothing', ''],
  ['an object', encoded({})],
  ['an empty list', encoded([])],
  ['a number for a segment', encoded([1, {}])],
  ['a list for children', encoded(['', []])],
  ['a parameter without siblings', encoded([['id', 'a', 'd'], {}])],
  ['a parameter of no known kind', encoded([['id', 'a', 'x', null], {}])],
  ['a flag for hints', encoded(['', {}, null, null, true])],
  ['an address of one part', encoded(['', {}, ['/']])],
  ['an unknown marker', encoded(['', {}, null, 'reload'])],
  ['more than a tree has', encoded(['', {}, null, null, 0, '1', 1])],
  ['text for a child', encoded(['', { children: 'x' }])],
  ['a tower', encoded(deep)],
])('%s is not a valid router state', (_name, header) => {
  expect(isRouterState(header)).toBe(false)
})
