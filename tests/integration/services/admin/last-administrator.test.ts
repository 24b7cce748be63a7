import { beforeEach, describe, expect, test } from 'vitest'
import { inTransaction, prisma } from '@/lib/data/database/prisma'
import type { Role } from '@/lib/domain/accounts/roles'
import { deleteUser, disableUser, setRole } from '@/lib/services/admin/admin-users'
import type { Administrator } from '@/lib/services/admin/administration'
import { isLastAdministrator } from '@/lib/services/admin/last-administrator'
import { newAccount } from '../../setup/new-account'
import { newAdministrator } from '../../setup/new-administrator'

const NOW = new Date('2026-03-01T12:00:00Z')
const TOMORROW = new Date('2026-03-02T12:00:00Z')
const OPERATOR: Administrator = { operator: true }
const LAST_ADMIN = { ok: false, refusal: { code: 'last_admin' } }

beforeEach(async () => {
  await prisma().user.deleteMany()
})

const isLast = (userId: string) =>
  inTransaction((database) => isLastAdministrator(database, userId, NOW))
const activeAdministrators = () =>
  prisma().user.count({ where: { role: 'ADMIN', disabledAt: null } })

/** The current time on a server whose clock is a minute behind. */
const A_MINUTE_AGO = new Date('2026-03-01T11:59:00Z')

const ENDINGS = {
  demoted: (by: Administrator, id: string, now = NOW) => setRole(by, id, 'USER', now),
  disabled: (by: Administrator, id: string, now = NOW) =>
    disableUser(by, id, { reason: 'Left', until: null }, now),
  'disabled for a day': (by: Administrator, id: string, now = NOW) =>
    disableUser(by, id, { reason: 'Away', until: TOMORROW }, now),
  deleted: (by: Administrator, id: string, now = NOW) => deleteUser(by, id, now),
}

const PAIRS_OF_ENDINGS = Object.entries(ENDINGS).flatMap(([one, end]) =>
  Object.entries(ENDINGS).map(([other, otherEnd]) => ({ one, end, other, otherEnd })),
)

describe('the last active administrator', () => {
  test.each(Object.entries(ENDINGS))('is not %s, not even by the operator', async (_what, end) => {
    const { account } = await newAdministrator(NOW)
    expect(await end(OPERATOR, account.id)).toEqual(LAST_ADMIN)
    expect(await prisma().user.findUnique({ where: { id: account.id } })).toEqual(account)
  })

  test('keeps the role, whatever other role would replace it', async () => {
    const { account } = await newAdministrator(NOW)
    expect(await setRole(OPERATOR, account.id, 'EDITOR' as Role, NOW)).toEqual(LAST_ADMIN)
    expect(await prisma().user.findUnique({ where: { id: account.id } })).toEqual(account)
  })

  test.each([
    ['disabled', { disabledAt: NOW }],
    ['disabled until tomorrow', { disabledAt: NOW, disabledUntil: TOMORROW }],
    ['unverified', { emailVerifiedAt: null }],
    ['no administrator', { role: 'USER' }],
  ])(
    'remains the last one beside another one who is %s, who can be removed',
    async (_what, overrides) => {
      const { account } = await newAdministrator(NOW)
      const other = await newAccount({ role: 'ADMIN', ...overrides })
      expect(await isLast(account.id)).toBe(true)
      expect(await isLast(other.id)).toBe(false)
      expect(await setRole(OPERATOR, other.id, 'USER', NOW)).toMatchObject({ ok: true })
    },
  )

  test('is not the last one beside an administrator whose disablement has ended', async () => {
    const { account } = await newAdministrator(NOW)
    await newAccount({ role: 'ADMIN', disabledAt: new Date(0), disabledUntil: NOW })
    expect(await isLast(account.id)).toBe(false)
  })
})

describe('when administrators act on each other at once, one remains:', () => {
  test.each(Object.entries(ENDINGS))('two, %s', async (_what, end) => {
    for (let round = 0; round < 5; round++) {
      await prisma().user.deleteMany()
      const [one, other] = [await newAdministrator(NOW), await newAdministrator(NOW)]
      const answers = await Promise.all([
        end(one.by, other.account.id),
        end(other.by, one.account.id),
      ])
      expect(answers.filter((answer) => answer?.ok)).toHaveLength(1)
      expect(await activeAdministrators()).toBe(1)
    }
  })

  test.each(PAIRS_OF_ENDINGS)(
    'two, one $one and one $other, on servers whose clocks are a minute apart',
    async ({ end, otherEnd }) => {
      for (let round = 0; round < 6; round++) {
        await prisma().user.deleteMany()
        const [one, other] = [await newAdministrator(NOW), await newAdministrator(NOW)]
        const answers = await Promise.all([
          end(one.by, other.account.id),
          otherEnd(other.by, one.account.id, A_MINUTE_AGO),
        ])
        expect(answers.filter((answer) => answer?.ok)).toHaveLength(1)
        expect(await activeAdministrators()).toBe(1)
      }
    },
  )

  test.each(Object.entries(ENDINGS))('six by the operator, %s', async (_what, end) => {
    const ids: string[] = []
    for (let count = 0; count < 6; count++) ids.push((await newAdministrator(NOW)).account.id)
    const answers = await Promise.all(ids.map((id) => end(OPERATOR, id)))
    expect(answers.filter((answer) => answer?.ok)).toHaveLength(5)
    expect(answers).toContainEqual(LAST_ADMIN)
    expect(await activeAdministrators()).toBe(1)
  })

  test('an administrator demoted a moment ago demotes nobody', async () => {
    const people = [await newAdministrator(NOW), await newAdministrator(NOW)] as const
    await newAdministrator(NOW)
    const [one, other] = people
    const answers = await Promise.all([
      setRole(one.by, other.account.id, 'USER', NOW),
      setRole(other.by, one.account.id, 'USER', NOW),
    ])
    expect(answers.filter((answer) => answer === null)).toHaveLength(1)
    expect(await activeAdministrators()).toBe(2)
  })
})
