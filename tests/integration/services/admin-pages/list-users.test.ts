import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { viewerOf } from '@/lib/auth/viewer'
import { prisma } from '@/lib/data/database/prisma'
import type { UserListing } from '@/lib/domain/accounts/user-listing'
import { listUsers, USERS_PER_PAGE } from '@/lib/services/admin-pages/list-users'
import { checkSession } from '../../setup/check-session'
import { newAccount } from '../../setup/new-account'
import { newAdministrator } from '../../setup/new-administrator'
import { newSession } from '../../setup/new-session'
import { EVERYBODY } from '@/tests/setup/every-user'

const NOW = new Date('2026-03-01T12:00:00Z')
const YESTERDAY = new Date('2026-02-28T12:00:00Z')

let admin: Awaited<ReturnType<typeof newAdministrator>>
let made = 0

/** A user who never signs in. */
function createUser(overrides: Record<string, unknown> = {}) {
  made += 1
  return prisma().user.create({
    data: {
      ...{ email: `somebody-${made}@example.org`, username: `somebody-${made}` },
      ...{ name: `Somebody ${made}`, emailVerifiedAt: YESTERDAY },
      createdAt: new Date(NOW.getTime() + made * 1000),
      ...overrides,
    },
    select: { id: true, name: true, username: true },
  })
}

async function listed(listing: Partial<UserListing>) {
  const list = await listUsers(admin.viewer, { ...EVERYBODY, ...listing }, NOW)
  if (!list) throw new Error('an administrator should get a list')
  return list
}

const namesFor = async (listing: Partial<UserListing>) =>
  (await listed(listing)).users.map(({ name }) => name)

beforeAll(async () => {
  admin = await newAdministrator(NOW, {
    ...{ name: 'Root', email: 'root@root.example', username: 'root' },
    createdAt: new Date(0),
  })
})

beforeEach(async () => {
  await prisma().user.deleteMany({ where: { id: { not: admin.account.id } } })
})

test('an internationalized email is found as written, although it is stored in ASCII', async () => {
  await createUser({ name: 'Info', email: 'info@xn--mnchen-test-thb.de' })
  await createUser()
  for (const search of ['info@münchen-test.de', '@MÜNCHEN-test.de', 'info@münchen-test.de\u200b']) {
    expect(await namesFor({ search }), search).toEqual(['Info'])
  }
})

test('only administrators can list users', async () => {
  const user = await newAccount()
  const live = await checkSession((await newSession(user, NOW)).id, NOW)
  if (!live) throw new Error('the session should be open')
  expect(await listUsers(viewerOf(live), EVERYBODY, NOW)).toBeNull()
})

test('the list contains what it shows, and no hash', async () => {
  await newAccount()
  const { users } = await listed({})
  expect(Object.keys(users[0] ?? {}).sort()).toEqual([
    ...['createdAt', 'disabledAt', 'disabledUntil', 'email', 'emailVerifiedAt', 'id', 'image'],
    ...['name', 'passkeysEnabledAt', 'role', 'twoFactorEnabledAt', 'username'],
  ])
  expect(users[0]?.createdAt).toBeInstanceOf(Date)
})

describe('a search finds a user', () => {
  beforeEach(async () => {
    await createUser({
      name: 'Ada King Lovelace',
      username: 'countess',
      email: 'ada@analytical.example',
    })
    await createUser({ name: 'José Núñez', username: 'jn', email: 'jose.nunez@example.org' })
    await createUser({ name: "Sinéad O'Connor-Smith", username: 'sin_ead', email: 's@example.org' })
    await createUser({ name: '山田 太郎', username: 'taro', email: 'taro@example.org' })
    await createUser({ name: 'ΣΊΣΥΦΟΣ', username: 'rolls', email: 'rolls@example.org' })
  })

  test.each([
    ['the beginning of the name', 'Ada', 'Ada King Lovelace'],
    ['the whole name', 'ada king lovelace', 'Ada King Lovelace'],
    ['a later word', 'love', 'Ada King Lovelace'],
    ['two words in the middle', 'King Love', 'Ada King Lovelace'],
    ['a username', 'coun', 'Ada King Lovelace'],
    ['a username as it is written here', '@countess', 'Ada King Lovelace'],
    ['an email', 'ADA@analytical.example', 'Ada King Lovelace'],
    ['a domain', '@analytical', 'Ada King Lovelace'],
    ['a domain without its @', 'analytical', 'Ada King Lovelace'],
    ['any part of an email', 'lytical.ex', 'Ada King Lovelace'],
    ['any part of a username', 'ntes', 'Ada King Lovelace'],
    ['any part of a name, over words', 'ing lov', 'Ada King Lovelace'],
    ['any part of a name with a hyphen', 'nor-smi', "Sinéad O'Connor-Smith"],
    ['two letters at the start of a word', 'ki', 'Ada King Lovelace'],
    ['spaces around', '  ada  ', 'Ada King Lovelace'],
    ['no accents', 'jose nunez', 'José Núñez'],
    ['accents', 'JOSÉ', 'José Núñez'],
    ['accents apart from their letters', 'Jose\u0301', 'José Núñez'],
    ['a hyphen', 'connor-smith', "Sinéad O'Connor-Smith"],
    ['an apostrophe', "o'connor", "Sinéad O'Connor-Smith"],
    ['a space instead of it', 'o connor', "Sinéad O'Connor-Smith"],
    ['an underscore, which is no wildcard', 'sin_', "Sinéad O'Connor-Smith"],
    ['another script', '太郎', '山田 太郎'],
    ['another script in lower case', 'σίσ', 'ΣΊΣΥΦΟΣ'],
  ])('by %s', async (_how, search, name) => {
    expect(await namesFor({ search })).toEqual([name])
  })

  test.each([
    'nobody',
    '%',
    '_',
    'a_a',
    "'; --",
    '\\',
    '!!!',
    'ng',
    'lytical ada',
    '\u{10FFFF}',
    '@@',
  ])('but nobody by %s', async (search) => {
    const list = await listed({ search })
    expect(list).toEqual({
      users: [],
      total: { count: 0, isMore: false },
      hasPrevious: false,
      hasNext: false,
    })
  })

  test('by their current name, and no longer by the previous one', async () => {
    const user = await prisma().user.findUniqueOrThrow({ where: { username: 'countess' } })
    await prisma().user.update({
      where: { id: user.id },
      data: { name: 'Augusta Byron', username: 'augusta', email: 'augusta@example.net' },
    })
    for (const search of ['ada', 'lovelace', 'countess', '@analytical']) {
      expect(await namesFor({ search }), search).toEqual([])
    }
    for (const search of ['aug', 'byron', 'augusta@', '@example.net']) {
      expect(await namesFor({ search }), search).toEqual(['Augusta Byron'])
    }
  })

  test('once, even if several of their names match', async () => {
    await createUser({ name: 'Zed Zed Zed', username: 'zed', email: 'zed@zed.example' })
    const list = await listed({ search: 'zed' })
    expect(list.users).toHaveLength(1)
    expect(list.total).toEqual({ count: 1, isMore: false })
  })
})

describe('filters', () => {
  beforeEach(async () => {
    await createUser({ name: 'Plain' })
    await createUser({ name: 'Chief', role: 'ADMIN', twoFactorEnabledAt: YESTERDAY })
    await createUser({ name: 'Barred', disabledAt: YESTERDAY })
    await createUser({ name: 'Barred Chief', role: 'ADMIN', disabledAt: YESTERDAY })
    await createUser({ name: 'Barred Unknown', disabledAt: YESTERDAY, emailVerifiedAt: null })
    await createUser({ name: 'Back', disabledAt: YESTERDAY, disabledUntil: NOW })
    await createUser({ name: 'Unknown', emailVerifiedAt: null })
  })

  const EXPECTED: [Partial<UserListing>, string[]][] = [
    [{ role: 'ADMIN' }, ['Barred Chief', 'Chief', 'Root']],
    [{ role: 'USER', state: 'active' }, ['Back', 'Plain']],
    [{ state: 'disabled' }, ['Barred', 'Barred Chief', 'Barred Unknown']],
    [{ state: 'unverified' }, ['Unknown']],
    [{ state: 'active' }, ['Back', 'Chief', 'Plain', 'Root']],
    [{ role: 'ADMIN', state: 'disabled' }, ['Barred Chief']],
    [{ role: 'ADMIN', state: 'unverified' }, []],
    [{ search: 'b', state: 'disabled' }, ['Barred', 'Barred Chief', 'Barred Unknown']],
    [{ search: 'chief', state: 'active' }, ['Chief']],
    [{ twoFactor: 'on' }, ['Chief']],
    [{ role: 'ADMIN', twoFactor: 'off' }, ['Barred Chief', 'Root']],
    [{ search: 'chief', twoFactor: 'on' }, ['Chief']],
    [{ search: 'unknown', role: 'USER', state: 'disabled' }, ['Barred Unknown']],
  ]

  test.each(EXPECTED)('%o, in every order', async (listing, names) => {
    for (const order of ['newest', 'name', 'email'] as const) {
      const list = await listed({ ...listing, order })
      expect(list.users.map(({ name }) => name).sort(), order).toEqual(names)
      expect(list.total).toEqual({ count: names.length, isMore: false })
    }
  })

  test('apply to a change immediately', async () => {
    const { id } = await prisma().user.findFirstOrThrow({ where: { name: 'Plain' } })
    const data = { role: 'ADMIN', disabledAt: NOW, twoFactorEnabledAt: NOW } as const
    await prisma().user.update({ where: { id }, data })
    const asked = { role: 'ADMIN', state: 'disabled', twoFactor: 'on' } as const
    for (const order of ['newest', 'name'] as const) {
      const found = await namesFor({ search: 'plain', ...asked, order })
      expect(found).toEqual(['Plain'])
    }
  })
})

describe('pages', () => {
  const COUNT = 2 * USERS_PER_PAGE + 4

  async function crowd() {
    for (let count = 0; count < COUNT; count++) {
      // Shared names and shared creation times.
      await createUser({
        name: `Crowd ${count % 7}`,
        createdAt: new Date(Math.floor(count / 9) * 1000),
      })
    }
  }

  test.each([
    ['everybody by age', { order: 'newest' }],
    ['everybody from the oldest', { order: 'oldest' }],
    ['everybody by name downwards', { order: 'name-down' }],
    ['everybody by name', { order: 'name' }],
    ['everybody by email', { order: 'email' }],
    ['a search by age', { order: 'newest', search: 'crowd' }],
    ['a search by name', { order: 'name', search: 'crowd' }],
    ['a search by email', { order: 'email', search: 'crowd' }],
    ['a search by email downwards', { order: 'email-down', search: 'crowd' }],
    ['a filter by name', { order: 'name', role: 'USER' }],
  ] as const)('of %s show each user once, and the same on the way back', async (_what, listing) => {
    await crowd()
    const first = await listed({ ...listing })
    const second = await listed({ ...listing, cursor: { after: first.users.at(-1)?.id ?? '' } })
    const third = await listed({ ...listing, cursor: { after: second.users.at(-1)?.id ?? '' } })
    const all = [...first.users, ...second.users, ...third.users].map(({ id }) => id)
    const there = 'search' in listing || 'role' in listing ? COUNT : COUNT + 1
    expect(all).toHaveLength(there)
    expect(new Set(all).size).toBe(there)
    expect(
      [first, second, third].map(({ hasPrevious, hasNext }) => [hasPrevious, hasNext]),
    ).toEqual([
      [false, true],
      [true, true],
      [true, false],
    ])
    const back = await listed({ ...listing, cursor: { before: third.users[0]?.id ?? '' } })
    expect(back).toEqual({ ...second, hasPrevious: true, hasNext: true })
    const start = await listed({ ...listing, cursor: { before: back.users[0]?.id ?? '' } })
    expect(start.users).toEqual(first.users)
    expect(start.hasPrevious).toBe(false)
  })

  test('start over when the user of their cursor was deleted', async () => {
    await crowd()
    const first = await listed({})
    const cursor = { after: '018f0000-0000-7000-8000-000000000000' }
    expect(await listed({ cursor })).toEqual(first)
  })
})

test.each([
  ['newest', 'oldest'],
  ['name', 'name-down'],
  ['email', 'email-down'],
] as const)('%s is the other way round as %s', async (one, other) => {
  for (const [index, name] of ['B', 'A', 'C'].entries()) {
    await createUser({ name, email: `${(index + 1) % 3}@example.org` })
  }
  const names = await namesFor({ order: one })
  expect(names).toHaveLength(4)
  expect(await namesFor({ order: other })).toEqual(names.toReversed())
})

test('counting stops at a thousand, and the page says so', async () => {
  await prisma().$executeRaw`
    INSERT INTO users (id, email, username, name, "createdAt", "updatedAt", "emailVerifiedAt")
    SELECT gen_random_uuid(), 'm' || n || '@example.net', 'm' || n, 'Many ' || n, now(), now(), now()
      FROM generate_series(1, 1100) n`
  expect((await listed({})).total).toEqual({ count: 1000, isMore: true })
  expect((await listed({ search: '@example.net' })).total).toEqual({ count: 1100, isMore: false })
  expect((await listed({ search: 'any' })).total).toEqual({ count: 1100, isMore: false })
  const found = (await listed({ search: 'm' })).total
  expect(found).toMatchObject({ isMore: true })
  expect(found.count).toBeGreaterThan(0)
})
