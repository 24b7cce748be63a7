import { describe, expect, test } from 'vitest'
import {
  themeCheckPath,
  themeOf,
  THEMES,
  themeToCheck,
  withoutThemeCheck,
} from '@/lib/domain/site/theme'

test.each(THEMES)('%s is a theme', (theme) => {
  expect(themeOf(theme)).toBe(theme)
})

test.each(['', 'Dark', 'toString', null, undefined, 1, ['dark'], {}])(
  '%j uses the system setting',
  (value) => {
    expect(themeOf(value)).toBe('system')
  },
)

describe('a page asked for again to see whether the cookie was kept', () => {
  test.each([
    ['/', '/?theme=dark'],
    ['/account?tab=two', '/account?tab=two&theme=dark'],
    ['/account?theme=light', '/account?theme=dark'],
    ['//evil.example/a', '/?theme=dark'],
    ['/sign-in?callbackUrl=%2Fa%3Fb', '/sign-in?callbackUrl=%2Fa%3Fb&theme=dark'],
  ])('%s', (path, checked) => {
    expect(themeCheckPath(path, 'dark')).toBe(checked)
    expect(themeToCheck(checked)).toBe('dark')
  })

  test.each([
    ['/?theme=dark', '/'],
    ['/account?tab=two&theme=dark', '/account?tab=two'],
  ])('%s goes on as %s', (checked, path) => {
    expect(withoutThemeCheck(checked)).toBe(path)
  })

  test.each(['/', '/?theme=', '/?theme=blue', '/theme=dark'])('%s asks nothing', (path) => {
    expect(themeToCheck(path)).toBeNull()
  })
})
