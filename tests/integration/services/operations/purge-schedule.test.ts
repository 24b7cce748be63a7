import { expect, test, vi } from 'vitest'
import { prisma } from '@/lib/data/database/prisma'
import { startPurge } from '@/lib/jobs/purge'
import { runShutdownWork } from '@/lib/platform/shutdown-work'

vi.hoisted(() => {
  process.env.CLEANUP_SECONDS = '1'
})

const spentCount = () => prisma().attemptCounter.count()
const addSpent = (key: string) =>
  prisma().attemptCounter.create({
    data: { key, count: 1, forgottenAt: new Date('2026-01-01T00:00:00Z') },
  })

test('purges on a schedule until the process shuts down', async () => {
  startPurge()
  startPurge()
  for (const key of ['first', 'second']) {
    await addSpent(key)
    await expect.poll(spentCount, { timeout: 20_000 }).toBe(0)
  }
  expect(await runShutdownWork(10_000)).toEqual([])
})
