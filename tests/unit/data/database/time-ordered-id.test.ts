import { expect, test } from 'vitest'
import { timeOrderedId } from '@/lib/data/database/time-ordered-id'

const NOON = new Date('2026-03-01T12:00:00Z')

test('an id is a UUID of version 7 that starts with its timestamp', () => {
  const id = timeOrderedId(NOON)
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(NOON.getTime())
})

test('ids sort by timestamp, and by creation order within one millisecond', () => {
  const before = Array.from({ length: 2000 }, () => timeOrderedId(NOON))
  const after = timeOrderedId(new Date(NOON.getTime() + 1))
  const ids = [...before, after]
  expect([...ids].sort()).toEqual(ids)
  expect(new Set(ids).size).toBe(ids.length)
})
