import { expect, test } from 'vitest'
import { IMAGE_BODY_LIMIT_BYTES } from '@/lib/http/limits'
import { IMAGE_MAX_BYTES, profileImagePath } from '@/lib/domain/accounts/profile-image'

test('the largest image is two megabytes and fits into a body with the rest of its form', () => {
  expect(IMAGE_MAX_BYTES).toBe(2_097_152)
  expect(IMAGE_MAX_BYTES).toBeLessThan(IMAGE_BODY_LIMIT_BYTES)
})

test('an image is served under its own id', () => {
  expect(profileImagePath('abc')).toBe('/api/profile-image/abc')
})
