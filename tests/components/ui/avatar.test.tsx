import { expect, test } from 'vitest'
import { initialsOf } from '@/components/ui/avatar'

test.each([
  ['Ada Lovelace', 'AL'],
  ['Ada', 'A'],
  ['  Ada   King  Lovelace ', 'AL'],
  ['🦊 Fox', '🦊F'],
  ['émile zola', 'ÉZ'],
  ['👩‍👩‍👧 Family', '👩‍👩‍👧F'],
  ['🇩🇪 👍🏽', '🇩🇪👍🏽'],
  ['e\u0301mile zola', 'E\u0301Z'],
  ['न्याय देवी', 'न्यादे'],
  ['ßen ŉame', 'Sʼ'],
  ['', ''],
])('for %j the initials are %j', (name, initials) => {
  expect(initialsOf(name)).toBe(initials)
})
