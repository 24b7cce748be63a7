import { expect, test } from 'vitest'
import { signedInNotice } from '@/lib/domain/site/notices'

test.each([
  ['/dashboard', 'Sending you to the dashboard…'],
  ['/dashboard?from=mail#top', 'Sending you to the dashboard…'],
  ['/dashboards', 'Taking you there…'],
  ['/account/security', 'Taking you there…'],
])('a sign-in that leads to %s says so', (path, where) => {
  expect(signedInNotice(path)).toBe(`Successfully signed in! ${where}`)
})
