import { expect, test } from 'vitest'
import { initialsOf } from '@/components/ui/avatar'

test.each([
  ['Ada Lovelace', 'AL'],
  ['Ada', 'A'],
  ['  Ada   King  Lovelace ', 'AL'],
  ['🦊 Fox', '🦊F'],
  ['émile zola', 'ÉZ'],
  ['', ''],
])('for %j the initials are %j', (name, initials) => {
  expect(initialsOf(name)).toBe(initials)
})
