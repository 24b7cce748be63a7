import { expect, test } from 'vitest'
import { prisma } from '@/lib/data/database/prisma'
import { confirmPassword } from '@/lib/services/passwords/confirm-password'
import { sealKnownDevice } from '@/lib/services/sign-in/known-device'
import { fillQueue } from '../../setup/full-queue'
import { newAccount } from '../../setup/new-account'
import { newViewer } from '../../setup/new-viewer'
import { newVisitor } from '../../setup/new-visitor'

const NOW = new Date('2026-03-01T12:00:00Z')

test("with a full queue a stranger's guess does not count, and a known device waits in its own lane", async () => {
  const account = await newAccount()
  const viewer = await newViewer(account, NOW)
  const known = { ...newVisitor(), deviceToken: sealKnownDevice(undefined, account.id, NOW) }
  const guess = (from: ReturnType<typeof newVisitor>) =>
    confirmPassword(viewer, { password: 'wrong' }, from, NOW)
  const counters = () => prisma().attemptCounter.count()
  const releaseQueue = await fillQueue()
  for (let made = 0; made < 6; made += 1) {
    expect(await guess(newVisitor())).toMatchObject({
      refusal: { code: 'busy', retryAfterSeconds: expect.any(Number) },
    })
  }
  const before = await counters()
  const waiting = guess(known)
  await expect.poll(counters).toBeGreaterThan(before)
  await releaseQueue()
  expect(await waiting).toEqual({ ok: false, refusal: { code: 'password_wrong' } })
})
