import { describe, expect, test } from 'vitest'
import { prisma } from '@/lib/data/database/prisma'
import { updateProfile } from '@/lib/services/account/profile'
import { checkSession } from '../../setup/check-session'
import { signIn } from '@/lib/services/sign-in/sign-in'
import { newAccount, PASSWORD } from '../../setup/new-account'
import { newViewer } from '../../setup/new-viewer'
import { newVisitor } from '../../setup/new-visitor'
import { changedFields, TYPED_PROFILE } from '@/tests/setup/typed-profile'

const NOW = new Date('2026-03-01T12:00:00Z')
const TAKEN = { ok: false, refusal: { code: 'username_taken' } }

async function newSignedInUser(overrides: Record<string, unknown> = {}) {
  const account = await newAccount(overrides)
  const viewer = await newViewer(account, NOW)
  const save = (
    profile: { name?: string; username?: string; image?: Uint8Array | null },
    visitor = newVisitor(),
  ) =>
    updateProfile(
      viewer,
      { ...TYPED_PROFILE, name: viewer.name, username: viewer.username, ...profile },
      visitor,
      NOW,
    )
  return { account, viewer, save }
}

const eventsOf = (targetId: string) =>
  prisma().auditEvent.findMany({ where: { targetId, action: 'user_updated' } })
const canSignIn = async (identifier: string) =>
  (await signIn({ identifier, password: PASSWORD }, newVisitor(), NOW)).ok

describe('name and username', () => {
  test('change at once in every session, and are recorded without their values', async () => {
    const { account, viewer, save } = await newSignedInUser()
    expect(await save({ name: 'Grace Hopper', username: 'grace-h' })).toMatchObject({ ok: true })
    const live = await checkSession(viewer.session.id, NOW)
    expect(live?.user).toMatchObject({ name: 'Grace Hopper', username: 'grace-h' })
    const events = await eventsOf(account.id)
    expect(events.map(({ details }) => details)).toEqual([changedFields('name', 'username')])
    expect(JSON.stringify(events)).not.toMatch(/grace/i)
  })

  test('a new username signs in; the old one does not and is available again', async () => {
    const { account, save } = await newSignedInUser()
    await save({ username: 'second-name' })
    expect(await canSignIn('second-name')).toBe(true)
    expect(await canSignIn(account.username)).toBe(false)
    const other = await newSignedInUser()
    expect(await other.save({ username: account.username })).toMatchObject({ ok: true })
  })

  test('a new username is announced to the owner by mail, a new name is not', async () => {
    const { account, save } = await newSignedInUser()
    await save({ name: 'Grace Hopper' })
    expect(await prisma().outboxMail.count({ where: { to: account.email } })).toBe(0)
    await save({ username: 'third-name' })
    expect(await prisma().outboxMail.findMany({ where: { to: account.email } })).toMatchObject([
      { template: 'username-changed', data: { changedAt: NOW.toISOString() } },
    ])
  })

  test('a taken or reserved username is refused and nothing changes', async () => {
    const { account, save } = await newSignedInUser()
    const other = await newAccount()
    expect(await save({ name: 'Changed', username: other.username })).toEqual(TAKEN)
    expect(await save({ name: 'Changed', username: 'administrator' })).toEqual(TAKEN)
    const user = await prisma().user.findUniqueOrThrow({ where: { id: account.id } })
    expect(user).toMatchObject({ name: account.name, username: account.username })
    expect(await eventsOf(account.id)).toEqual([])
  })

  test('a user with a reserved username keeps it when changing their name', async () => {
    const { save } = await newSignedInUser({ username: 'operator' })
    expect(await save({ name: 'Another Name' })).toMatchObject({ ok: true })
  })

  test('when twenty users take one username at once, one gets it', async () => {
    const people = await Promise.all(Array.from({ length: 20 }, () => newSignedInUser()))
    const answers = await Promise.all(people.map(({ save }) => save({ username: 'wanted' })))
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    expect(answers.filter(({ ok }) => !ok)).toEqual(Array(19).fill(TAKEN))
    expect(await prisma().user.count({ where: { username: 'wanted' } })).toBe(1)
  }, 60_000)

  test('checking which usernames are taken is limited, changing the name is not', async () => {
    const { save } = await newSignedInUser()
    const other = await newAccount()
    const visitor = newVisitor()
    for (let question = 0; question < 30; question += 1) {
      expect(await save({ username: other.username }, visitor)).toEqual(TAKEN)
    }
    expect(await save({ username: 'surely-free' }, visitor)).toMatchObject({
      refusal: { code: 'rate_limited' },
    })
    expect(await save({ name: 'Another Name' }, visitor)).toMatchObject({ ok: true })
  })

  test('saving unchanged values changes and records nothing', async () => {
    const { account, save } = await newSignedInUser()
    expect(await save({})).toMatchObject({ ok: true })
    expect(await eventsOf(account.id)).toEqual([])
  })

  test('cannot be changed once the account is deleted', async () => {
    const { account, save } = await newSignedInUser()
    await prisma().user.delete({ where: { id: account.id } })
    expect(await save({ name: 'Nobody' })).toMatchObject({ refusal: { code: 'session_expired' } })
  })
})
