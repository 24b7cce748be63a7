import { describe, expect, test } from 'vitest'
import { mergedJson, mergedPackage } from '@/scripts/adopt/three-way.mjs'

const text = (value: object) => JSON.stringify(value, null, 2)

describe('package.json', () => {
  const base = { name: 'latchkey', version: '0.2.0', dependencies: { next: '1', zod: '1' } }

  test('of a renamed copy with packages of its own takes the new version', () => {
    const ours = { ...base, name: 'acme', dependencies: { next: '1', stripe: '9', zod: '1' } }
    const theirs = { ...base, version: '0.3.0', dependencies: { next: '2', zod: '1' } }
    expect(
      JSON.parse(mergedPackage({ base: text(base), ours: text(ours), theirs: text(theirs) }) ?? ''),
    ).toEqual({
      ...{ name: 'acme', version: '0.3.0' },
      dependencies: { next: '2', stripe: '9', zod: '1' },
    })
  })

  test('with a version of its own follows the versions of Latchkey', () => {
    const ours = { ...base, version: '1.0.0' }
    const theirs = { ...base, version: '0.3.0' }
    const merged = mergedPackage({ base: text(base), ours: text(ours), theirs: text(theirs) })
    expect(JSON.parse(merged ?? '')).toMatchObject({ version: '0.3.0' })
  })

  test('is left to a person where both changed the same package', () => {
    const ours = { ...base, dependencies: { ...base.dependencies, next: '1.1' } }
    const theirs = { ...base, dependencies: { ...base.dependencies, next: '2' } }
    expect(mergedPackage({ base: text(base), ours: text(ours), theirs: text(theirs) })).toBeNull()
  })
})

test.each([
  ['removed by us', { a: 1 }, {}, { a: 1 }, {}],
  ['removed by them', { a: 1 }, { a: 1 }, {}, {}],
  ['removed by both', { a: 1 }, {}, {}, {}],
  ['added by both alike', {}, { a: 1 }, { a: 1 }, { a: 1 }],
  ['added by both differently', {}, { a: 1 }, { a: 2 }, null],
  ['removed by us, changed by them', { a: 1 }, {}, { a: 2 }, null],
])('a key %s', (_what, base, ours, theirs, merged) => {
  expect(mergedJson(base, ours, theirs)).toEqual(merged)
})
