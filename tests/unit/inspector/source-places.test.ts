import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { STEP_SOURCES } from '@/lib/inspector/sources/step-sources.mjs'
import { placeIn } from '@/lib/inspector/sources/write-source-places.mjs'

describe('where the code of a step stands', () => {
  test.each(Object.entries(STEP_SOURCES))('%s is found', (_step, { file, text }) => {
    const source = readFileSync(new URL(`../../../${file}`, import.meta.url), 'utf8')
    const place = placeIn(source, text)
    expect(source.split('\n')[(place?.line ?? 0) - 1]).toMatch(text.trim().slice(0, 8))
    expect(place?.excerpt.split('\n').length).toBeGreaterThan(0)
  })

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
