import { expect, test } from 'vitest'
import { prisma } from '@/lib/data/prisma'
import { later } from '@/lib/domain/time'
import { clearSpent } from '@/lib/services/maintenance'

const NOON = new Date('2026-03-01T12:00:00Z')

test('clears every spent counter, however many, from several processes at once', async () => {
  const spent = Array.from({ length: 2500 }, (_value, index) => ({
    key: `spent-${index}`,
    count: 1,
    forgottenAt: later(NOON, -index),
  }))
  const standing = { key: 'standing', count: 1, forgottenAt: later(NOON, 1) }
  await prisma().attemptCounter.createMany({ data: [...spent, standing] })
  const cleared = await Promise.all([clearSpent(NOON), clearSpent(NOON), clearSpent(NOON)])
  expect(cleared.reduce((sum, count) => sum + count, 0)).toBe(2500)
  expect(await prisma().attemptCounter.findMany({ select: { key: true } })).toEqual([
    { key: 'standing' },
  ])
})
