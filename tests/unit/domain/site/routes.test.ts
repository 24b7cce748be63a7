import { expect, test } from 'vitest'
import { audienceOf } from '@/lib/domain/site/routes'

test.each([
  ['/', 'everyone'],
  ['/forgot-password', 'everyone'],
  ['/inspector', 'everyone'],
  ['/dashboard', 'signed-in'],
  ['/account', 'signed-in'],
  ['/account/security', 'signed-in'],
  ['/confirm-password', 'signed-in'],
  ['/admin/users', 'signed-in'], // optional part: admin
  ['/accounts', 'everyone'],
  ['/administrators/account/', 'everyone'],
  ['/x/dashboard', 'everyone'],
  ['/sign-in', 'signed-out'],
  ['/sign-up', 'signed-out'],
  ['/sign-in/two-factor', 'everyone'],
])('%s is for %s', (pathname, audience) => {
  expect(audienceOf(pathname)).toBe(audience)
})
