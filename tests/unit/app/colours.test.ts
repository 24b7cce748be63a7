import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

const read = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8')

const css = read('app/theme.css')

/**
 * The light and dark value of every `--name: light-dark(#…, #…)`. `--color-door…` has one value for
 * both.
 */
const COLOURS = new Map<string, readonly [string, string]>([
  ...[...css.matchAll(/--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)/g)].map(
    ([, name = '', light = '', dark = '']) => [name, [light, dark]] as const,
  ),
  ...[...css.matchAll(/--color-([\w-]+): (#\w{6});/g)].map(
    ([, name = '', value = '']) => [name, [value, value]] as const,
  ),
])

function colour(name: string, theme: 0 | 1): string {
  const pair = COLOURS.get(name)
  if (!pair) throw new Error(`no colour --${name}`)
  return pair[theme]
}

/** @see https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = parseInt(hex.slice(at, at + 2), 16) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (lighter + 0.05) / (darker + 0.05)
}

const TEXT: readonly [text: string, ...surfaces: string[]][] = [
  ['ink', 'canvas', 'surface', 'sunken', 'accent-soft', 'caution-soft'],
  ['muted', 'canvas', 'surface', 'sunken'],
  ['accent-text', 'canvas', 'surface', 'sunken', 'accent-soft'],
  ['on-accent', 'accent', 'accent-strong'],
  ['danger', 'canvas', 'surface', 'danger-soft'],
  ['caution', 'surface', 'caution-soft'],
  ['door-text', 'door', 'door-deep'],
  ['door-muted', 'door', 'door-deep'],
  ['door', 'door-text', 'door-bright'],
]

const EDGES: readonly [edge: string, ...surfaces: string[]][] = [
  ['control', 'canvas', 'surface'],
  ['accent', 'canvas', 'surface', 'sunken'],
  ['danger', 'canvas', 'surface'],
  ['door-bright', 'door'],
]

const cases = (rows: typeof TEXT) =>
  rows.flatMap(([name, ...surfaces]) =>
    surfaces.flatMap((surface) => [
      { name, surface, theme: 'light', index: 0 as const },
      { name, surface, theme: 'dark', index: 1 as const },
    ]),
  )

describe('WCAG 2.2 AA, 1.4.3: text', () => {
  test.each(cases(TEXT))(
    '$name on $surface has a contrast of 4.5:1 in $theme',
    ({ name, surface, index }) => {
      expect(contrast(colour(name, index), colour(surface, index))).toBeGreaterThanOrEqual(4.5)
    },
  )
})

describe('WCAG 2.2 AA, 1.4.11: controls and focus rings', () => {
  test.each(cases(EDGES))(
    '$name on $surface has a contrast of 3:1 in $theme',
    ({ name, surface, index }) => {
      expect(contrast(colour(name, index), colour(surface, index))).toBeGreaterThanOrEqual(3)
    },
  )
})

test('plain pages use only theme colors', () => {
  const plain = read('public/plain.css')
  const pairs = [...plain.matchAll(/#\w+, #\w+/g)].map(([pair]) => pair)
  const known = [...COLOURS.values()].map((pair) => pair.join(', '))
  expect(pairs.length).toBeGreaterThan(0)
  for (const pair of pairs) expect(known).toContain(pair)
})

test('mail uses only colors of the light theme', () => {
  const light = [...COLOURS.values()].map(([value]) => value)
  const inMail = read('lib/mail/render-html.ts').match(/#[0-9a-f]{6}\b/g) ?? []
  expect(inMail.length).toBeGreaterThan(0)
  for (const value of inMail) expect(light).toContain(value)
})

test("the browser's theme color matches the page background", () => {
  const inLayout = read('app/layout.tsx').match(/#[0-9a-f]{6}\b/g) ?? []
  expect(inLayout).toEqual([colour('canvas', 0), colour('canvas', 1)])
})

test('the icon uses the accent color', () => {
  expect(read('public/icon.svg')).toContain(`fill="${colour('accent', 0)}"`)
})

test('components and the rest of the style sheet use named colors only', () => {
  expect(read('app/globals.css')).not.toMatch(/#[0-9a-f]{3,8}\b|\brgba?\(/i)
})
