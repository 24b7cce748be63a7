import { expect, test } from 'vitest'
import { prisma } from '@/lib/data/database/prisma'
import { sealKnownDevice } from '@/lib/services/sign-in/known-device'
import { signIn } from '@/lib/services/sign-in/sign-in'
import { fillQueue } from '../../setup/full-queue'
import { newAccount, PASSWORD } from '../../setup/new-account'
import { newVisitor } from '../../setup/new-visitor'

const NOON = new Date('2026-03-01T12:00:00Z')
test('with a full queue nothing counts as a guess, and a known device gets in', async () => {
  const { id, email } = await newAccount()
  const known = { ...newVisitor(), deviceToken: sealKnownDevice(undefined, id, NOON) }
  const releaseQueue = await fillQueue()
  for (let made = 0; made < 6; made += 1) {
    const answer = await signIn({ identifier: email, password: PASSWORD }, newVisitor(), NOON)
    expect(answer).toMatchObject({ refusal: { code: 'busy' } })
  }
  expect(await prisma().attemptCounter.count()).toBe(0) // The database was not even queried.
  const locks = await prisma().attemptCounter.count({ where: { lockedUntil: { not: null } } })
  const counters = () => prisma().attemptCounter.count()
  const before = await counters()
  const wrong = signIn({ identifier: email, password: 'wrong' }, known, NOON)
  await expect.poll(counters).toBeGreaterThan(before)
  // It is counted, so it is in the queue; the job ahead has not been released.
  await counters()
  await releaseQueue()
  expect(locks).toBe(0)
  expect(await wrong).toEqual({ ok: false, refusal: { code: 'invalid_credentials' } })
})
