import { describe, expect, test } from 'vitest'
import { patched, recipesIn } from '@/scripts/adopt/recipes.mjs'

const FENCE = '```'

describe('recipes in a document', () => {
  test('are its sections with files, changes and commands', () => {
    const markdown = [
      '# Title',
      '## One',
      `${FENCE}tsx file="app/a b/page.tsx"`,
      'one',
      FENCE,
      `1. Then:\n\n   ${FENCE}diff file="b.ts"`,
      '    stays',
      '   +new',
      `   ${FENCE}`,
      `${FENCE}ts`,
      'only to read',
      FENCE,
      '## Two',
      `${FENCE}sh run`,
      'node a.mjs',
      FENCE,
      '## Three',
      'Words.',
    ].join('\n')
    expect(recipesIn(markdown)).toEqual([
      {
        title: 'One',
        steps: [
          { kind: 'file', path: 'app/a b/page.tsx', text: 'one\n' },
          { kind: 'diff', path: 'b.ts', text: ' stays\n+new\n' },
        ],
      },
      { title: 'Two', steps: [{ kind: 'run', command: 'node a.mjs' }] },
    ])
  })
})

describe('a change', () => {
  test('is made where its lines are', () => {
    expect(patched('a\nb\nc\n', ' a\n-b\n+x\n+y\n')).toBe('a\nx\ny\nc\n')
  })
  test('is refused where they are not, or are twice', () => {
    expect(patched('a\nb\n', ' c\n+d\n')).toBeNull()
    expect(patched('a\na\n', ' a\n+d\n')).toBeNull()
  })
})
