import { expect, test } from 'vitest'
import { prisma } from '@/lib/data/database/prisma'
import { days, later } from '@/lib/domain/time'
import { removeSuspectPasskeys } from '@/lib/services/passkeys/remove-suspect'
import { newAccount } from '../../setup/new-account'
import { newVisitor } from '../../setup/new-visitor'
import { withPasskey } from '../../setup/passkeys'
import { eventsAbout } from '../../setup/recorded-events'

const NOON = new Date('2026-03-01T12:00:00Z')

const removedOf = async (userId: string) =>
  (await eventsAbout(userId)).filter(({ action }) => action === 'passkey_removed')

test('passkeys of the days before are removed, which one event tells with their number', async () => {
  const account = await newAccount()
  await withPasskey(account, NOON)
  await withPasskey(account, NOON)
  const client = newVisitor()
  expect(await removeSuspectPasskeys(prisma(), account.id, NOON, client, NOON)).toBe(2)
  expect(await prisma().passkey.count({ where: { userId: account.id } })).toBe(0)
  expect(await removedOf(account.id)).toMatchObject([
    { result: 'SUCCESS', actorId: null, details: { count: 2 }, address: client.address },
  ])
})

test('where all are older, none goes and nothing is recorded', async () => {
  const account = await newAccount()
  await withPasskey(account, later(NOON, -days(20)))
  expect(await removeSuspectPasskeys(prisma(), account.id, NOON, newVisitor(), NOON)).toBe(0)
  expect(await prisma().passkey.count({ where: { userId: account.id } })).toBe(1)
  expect(await removedOf(account.id)).toEqual([])
})
