import { expect, test } from 'vitest'
import { isRouterState } from '@/lib/http/router-state'

const encoded = (value: unknown) => encodeURIComponent(JSON.stringify(value))

test.each([
  ['a page', ['', { children: ['dashboard', { children: ['__PAGE__', {}] }] }, null, null, true]],
  ['a page with a parameter', ['', { children: [['id', 'a', 'd', null], {}] }]],
])('%s is what a router shows', (_name, tree) => {
  expect(isRouterState(encoded(tree))).toBe(true)
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
  ['text for a child', encoded(['', { children: 'x' }])],
  ['a tower', encoded(deep)],
])('%s is not', (_name, header) => {
  expect(isRouterState(header)).toBe(false)
})
