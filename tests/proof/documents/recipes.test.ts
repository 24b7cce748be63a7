import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { PARTS } from '@/scripts/adopt/parts.mjs'
import { patched } from '@/scripts/adopt/recipes.mjs'
import { readRecipes } from '@/scripts/test/follow-recipes.mjs'

/*
 * Each recipe still fits the files it changes, or has been followed already. `npm run test:recipes`
 * follows them on a copy and checks what comes of it.
 */

const root = join(import.meta.dirname, '../../..')
const recipes = await readRecipes(root)
const added = new Map(
  recipes.flatMap(({ steps }) =>
    steps.flatMap((step) => (step.kind === 'file' ? [[step.path, step.text] as const] : [])),
  ),
)

test('there are recipes, which add files', () => {
  expect(recipes.length).toBeGreaterThanOrEqual(9)
  expect(added.size).toBeGreaterThanOrEqual(10)
})

describe.each(recipes)('$title', ({ steps }) => {
  test('changes what is there', () => {
    for (const step of steps) {
      if (step.kind !== 'diff' || wasRemoved(step.path)) continue
      const { text, diff } = comparable(step.path, read(step.path), step.text)
      const isDone = text.includes(sideAfter(diff))
      const advice = `${step.path} has not exactly one place for\n${step.text}\nChange the recipe; in a copy of your own you may delete it.`
      expect(isDone || patched(text, diff) !== null, advice).toBe(true)
    }
  })
})

const read = (path: string) =>
  existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : (added.get(path) ?? '')

/** With the optional part it belongs to. */
const wasRemoved = (path: string) =>
  !existsSync(join(root, path)) &&
  Object.values(PARTS).some(({ paths }) => paths.some((one) => path.startsWith(one)))

/** Of the role table only what names a row: a new role adds a cell to each. */
function comparable(path: string, text: string, diff: string) {
  if (!path.endsWith('roles.md')) return { text, diff }
  const nameOnly = (lines: string) => lines.replace(/^([ +-]?\| `[^`]+` \|).*$/gm, '$1')
  return { text: nameOnly(text), diff: nameOnly(diff) }
}

function sideAfter(diff: string): string {
  const lines = diff.split('\n').filter((line) => line !== '' && !line.startsWith('-'))
  return lines.map((line) => `${line.slice(1)}\n`).join('')
}
