import fc from 'fast-check'
import { expect, test } from 'vitest'
import { tampered } from '@/tests/fuzz/hostile-headers'

test.each(['abc', 'header.payload.seal'])('the altered form of %s is never the same', (token) => {
  const altered = fc.sample(tampered(token), { seed: 1, numRuns: 5000 })

  expect(altered).toHaveLength(5000)
  expect(altered).not.toContain(token)
})
