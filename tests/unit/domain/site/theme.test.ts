import { expect, test } from 'vitest'
import { themeOf, THEMES } from '@/lib/domain/site/theme'

test.each(THEMES)('%s is a theme', (theme) => {
  expect(themeOf(theme)).toBe(theme)
})

test.each(['', 'Dark', 'toString', null, undefined, 1, ['dark'], {}])(
  '%j uses the system setting',
  (value) => {
    expect(themeOf(value)).toBe('system')
  },
)
