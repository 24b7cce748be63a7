import { expect, test, vi } from 'vitest'
import { startAuditSealer } from '@/lib/jobs/audit-sealer'
import { recordAuditEvent } from '@/lib/data/audit/audit-log'
import { prisma } from '@/lib/data/database/prisma'
import { verifyAuditLog } from '@/lib/services/audit/audit-verify'
import { runShutdownWork } from '@/lib/platform/shutdown-work'

const NOON = new Date('2026-03-01T12:00:00Z')

const recordOne = () =>
  recordAuditEvent(
    prisma(),
    { action: 'user_updated', result: 'SUCCESS', actorId: null, targetId: null },
    NOON,
  )

test('started twice, it seals each event once and stops with the server', async () => {
  startAuditSealer()
  startAuditSealer()
  await recordOne()
  await vi.waitFor(
    async () => expect(await verifyAuditLog()).toMatchObject({ sealed: 1, waiting: 0 }),
    { timeout: 10_000 },
  )
  expect(await runShutdownWork(5000)).toEqual([])
  await recordOne()
  expect(await verifyAuditLog()).toMatchObject({ isIntact: true, sealed: 1, waiting: 1 })
})
