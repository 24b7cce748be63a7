import { beforeAll, describe, expect, test, vi } from 'vitest'
import type { ProvenViewer } from '@/lib/services/viewer'
import { prisma } from '@/lib/data/database/prisma'
import { hours, later, minutes } from '@/lib/domain/time'
import { log } from '@/lib/platform/log'
import { exportData } from '@/lib/services/account/export-data'
import { updateProfile } from '@/lib/services/account/profile'
import { recordRefusedAccess } from '@/lib/services/admin/refused-access'
import { newAccount } from '../../setup/new-account'
import { newViewer } from '../../setup/new-viewer'
import { newVisitor } from '../../setup/new-visitor'
import { actionsAbout } from '../../setup/recorded-events'
import { TYPED_PROFILE } from '@/tests/setup/typed-profile'

const NOON = new Date('2026-03-01T12:00:00Z')
const LIMIT = 4

beforeAll(() => {
  // Before the first call of `env()`, which caches what it read.
  vi.stubEnv('SIGN_IN_IP_PER_MINUTE', String(LIMIT))
})

async function somebody() {
  const account = await newAccount()
  return { account, viewer: await newViewer(account, NOON) }
}

/** Saving unchanged values is not a change. */
let changes = 0

/** What a signed-in user can repeat from anywhere. */
const DEEDS: [string, string, (viewer: ProvenViewer, now: Date) => Promise<{ ok: boolean }>][] = [
  [
    'a change of the profile',
    'user_updated SUCCESS',
    (viewer, now) => {
      const { username } = viewer
      changes += 1
      const profile = { ...TYPED_PROFILE, name: `Anew ${changes}`, username }
      return updateProfile(viewer, profile, newVisitor(), now)
    },
  ],
  ['an export', 'user_exported SUCCESS', (viewer, now) => exportData(viewer, newVisitor(), now)],
]

describe.each(DEEDS)('%s', (_name, event, deed) => {
  test('is limited per hour and account, and leaves no trace beyond that', async () => {
    const { account, viewer } = await somebody()
    for (let made = 0; made < LIMIT; made += 1) expect((await deed(viewer, NOON)).ok).toBe(true)
    expect(await deed(viewer, later(NOON, minutes(50)))).toEqual({
      ok: false,
      refusal: { code: 'rate_limited', retryAfterSeconds: 600 },
    })
    const events = (await actionsAbout(account.id)).filter((action) => action === event)
    expect(events).toHaveLength(LIMIT)
    expect((await deed((await somebody()).viewer, NOON)).ok).toBe(true)
    expect((await deed(viewer, later(NOON, hours(1)))).ok).toBe(true)
  })
})

test('repeated refused admin requests fill the log but not the audit log', async () => {
  const { account, viewer } = await somebody()
  const line = vi.spyOn(log, 'info')
  const visitor = newVisitor()
  const ask = (now: Date) => recordRefusedAccess(viewer, 'audit', visitor, now)
  const where = { actorId: account.id, action: 'authz_fail' }
  const recorded = () => prisma().auditEvent.count({ where })
  for (let made = 0; made < LIMIT + 2; made += 1) await ask(NOON)
  expect(await recorded()).toBe(LIMIT)
  const { address } = visitor
  const refused = { actorId: account.id, reason: 'audit', address }
  const excess = { event: 'excess_rate_limit_exceeded', ...refused }
  expect(line.mock.calls.filter(([{ event }]) => event === excess.event)).toEqual([
    [excess],
    [excess],
  ])
  await ask(later(NOON, hours(1)))
  expect(await recorded()).toBe(LIMIT + 1)
})
