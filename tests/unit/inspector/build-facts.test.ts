import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { STEP_EXAMPLES, STEP_SOURCES } from '@/lib/inspector/sources/step-sources.mjs'
import { placeIn } from '@/lib/inspector/sources/write-build-facts.mjs'

describe('where the code of a step stands', () => {
  test.each(Object.entries(STEP_SOURCES))('%s is found', (_step, { file, text }) => {
    const source = readFileSync(new URL(`../../../${file}`, import.meta.url), 'utf8')
    const place = placeIn(source, text)
    expect(source.split('\n')[(place?.line ?? 0) - 1]).toMatch(text.trim().slice(0, 8))
    expect(place?.excerpt.split('\n').length).toBeGreaterThan(0)
  })

  test.each(Object.values(STEP_EXAMPLES).flat())(
    'the example “$title” is found',
    ({ file, text }) => {
      const source = readFileSync(new URL(`../../../${file}`, import.meta.url), 'utf8')
      const lines = placeIn(source, text)?.excerpt.split('\n') ?? []
      expect(lines.length).toBeGreaterThan(2)
      expect(lines.length).toBeLessThan(45)
    },
  )

  test('ends with the brace that closes it', () => {
    const source = 'const a = 1\n\n  jwt() {\n    if (a) {\n      b()\n    }\n  },\n  rest() {}'
    expect(placeIn(source, '  jwt()')).toEqual({
      line: 3,
      excerpt: 'jwt() {\n  if (a) {\n    b()\n  }\n},',
    })
  })

  test('is not there any more: nothing is claimed', () => {
    expect(placeIn('const a = 1', 'function gone(')).toBeNull()
  })
})
