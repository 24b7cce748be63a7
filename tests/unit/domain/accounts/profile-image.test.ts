import { describe, expect, test } from 'vitest'
import { IMAGE_BODY_LIMIT_BYTES } from '@/lib/http/limits'
import {
  CENTRE,
  cropSquare,
  draggedCrop,
  IMAGE_MAX_BYTES,
  profileImagePath,
} from '@/lib/domain/accounts/profile-image'

test('the largest image is ten megabytes, and fits into a body with the rest of its form', () => {
  expect(IMAGE_MAX_BYTES).toBe(10_485_760)
  expect(IMAGE_MAX_BYTES).toBeLessThan(IMAGE_BODY_LIMIT_BYTES)
})

test('an image is served under its own id', () => {
  expect(profileImagePath('abc')).toBe('/api/profile-image/abc')
})

describe('the square of a picture', () => {
  const wide = { width: 800, height: 600 }

  test.each([
    [CENTRE, { left: 100, top: 0, side: 600 }],
    [
      { zoom: 2, x: 0.5, y: 0.5 },
      { left: 250, top: 150, side: 300 },
    ],
    [
      { zoom: 1, x: 0, y: 1 },
      { left: 0, top: 0, side: 600 },
    ],
    [
      { zoom: 2, x: 1, y: 1 },
      { left: 500, top: 300, side: 300 },
    ],
  ])('%j', (crop, square) => {
    expect(cropSquare(wide, crop)).toEqual(square)
  })

  test('moves against the picture that is dragged under it, and stays inside', () => {
    const crop = draggedCrop(wide, CENTRE, 1 / 12, 1)
    expect(cropSquare(wide, crop).left).toBeCloseTo(50)
    expect(crop.y).toBe(0.5)
    expect(draggedCrop(wide, CENTRE, 9, 0).x).toBe(0)
    expect(draggedCrop(wide, CENTRE, -9, 0).x).toBe(1)
  })
})
