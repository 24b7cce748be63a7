import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { prisma } from '@/lib/data/database/prisma'
import { updateProfile } from '@/lib/services/account/profile'
import { readProfileImage, removeProfileImage } from '@/lib/services/account/profile-image'
import { checkSession } from '../../setup/check-session'
import { newAccount } from '../../setup/new-account'
import { newViewer, viewerAgain } from '../../setup/new-viewer'
import { newVisitor } from '../../setup/new-visitor'
import { eventsAbout } from '../../setup/recorded-events'
import { changedFields, TYPED_PROFILE } from '@/tests/setup/typed-profile'

const NOW = new Date('2026-03-01T12:00:00Z')
const REFUSED = { ok: false, refusal: { code: 'image_refused' } }

const picture = (red = 200) =>
  sharp({ create: { width: 300, height: 200, channels: 3, background: { r: red, g: 0, b: 0 } } })
    .png()
    .toBuffer()

async function newSignedInUser(overrides: Record<string, unknown> = {}) {
  const account = await newAccount(overrides)
  const viewer = await newViewer(account, NOW)
  const { name, username } = viewer
  const upload = (image: Uint8Array, visitor = newVisitor(), profile = { name, username }) =>
    updateProfile(viewer, { ...TYPED_PROFILE, ...profile, image }, visitor, NOW)
  const address = async () => (await checkSession(viewer.session.id, NOW))?.user.image ?? null
  return { account, viewer, upload, address }
}

const idIn = (address: string | null) => address?.split('/').at(-1) ?? ''
const eventsOf = async (targetId: string) =>
  (await eventsAbout(targetId)).filter(({ action }) => action === 'user_updated')

describe('a profile image', () => {
  test('is stored re-encoded, under a URL the session has immediately', async () => {
    const { account, viewer, upload, address } = await newSignedInUser()
    expect(await upload(await picture())).toMatchObject({ ok: true })
    expect(await address()).toMatch(/^\/api\/profile-image\/[\w-]{43}$/)
    const bytes = await readProfileImage(viewer, idIn(await address()))
    expect(await sharp(bytes ?? undefined).metadata()).toMatchObject({ format: 'webp', width: 256 })
    const events = await eventsOf(account.id)
    expect(events.map(({ details }) => details)).toEqual([changedFields('image')])
  })

  test('is replaced by a new one with another URL', async () => {
    const { account, viewer, upload, address } = await newSignedInUser()
    await upload(await picture(10))
    const first = await address()
    await upload(await picture(10))
    const second = await address()
    expect(second).not.toBe(first)
    expect(await readProfileImage(viewer, idIn(first))).toBeNull()
    expect(await prisma().profileImage.count({ where: { userId: account.id } })).toBe(1)
  })

  test('is visible only to its owner and to administrators', async () => {
    const { upload, address } = await newSignedInUser()
    await upload(await picture())
    const stranger = await newViewer(await newAccount(), NOW)
    const administrator = await newViewer(await newAccount({ role: 'ADMIN' }), NOW)
    expect(await readProfileImage(stranger, idIn(await address()))).toBeNull()
    expect(await readProfileImage(administrator, idIn(await address()))).not.toBeNull()
  })

  test('is removed with its bytes; removing it twice is fine', async () => {
    const { account, viewer, upload, address } = await newSignedInUser()
    await upload(await picture())
    const id = idIn(await address())
    const visitor = newVisitor()
    await removeProfileImage(viewer, visitor, NOW)
    await removeProfileImage(viewer, newVisitor(), NOW)
    expect(await address()).toBeNull()
    expect(await readProfileImage(viewer, id)).toBeNull()
    const [, removal, ...more] = await eventsOf(account.id)
    expect(removal).toMatchObject({ details: { image: true }, address: visitor.address })
    expect(more).toEqual([])
  })

  test('is deleted with the account', async () => {
    const { account, upload } = await newSignedInUser()
    await upload(await picture())
    await prisma().user.delete({ where: { id: account.id } })
    expect(await prisma().profileImage.count({ where: { userId: account.id } })).toBe(0)
  })

  test('that is refused leaves the other fields unchanged', async () => {
    const { account, upload } = await newSignedInUser()
    const profile = { name: 'Grace Hopper', username: 'grace-image' }
    expect(await upload(Buffer.from('<svg/>'), newVisitor(), profile)).toEqual(REFUSED)
    const user = await prisma().user.findUniqueOrThrow({ where: { id: account.id } })
    expect(user).toMatchObject({ name: account.name, username: account.username, image: null })
  })

  test('is limited by client address', async () => {
    const { upload } = await newSignedInUser()
    const visitor = newVisitor()
    for (let count = 0; count < 30; count += 1) await upload(Buffer.from('none'), visitor)
    expect(await upload(await picture(), visitor)).toMatchObject({
      refusal: { code: 'rate_limited' },
    })
  })

  test('sent by too many at once has to be sent again, and nothing is stored', async () => {
    const { account, upload } = await newSignedInUser()
    const image = await picture()
    const answers = await Promise.all(Array.from({ length: 30 }, () => upload(image)))
    const refused = answers.filter(({ ok }) => !ok)
    expect(refused.length).toBeGreaterThan(0)
    for (const answer of refused) {
      expect(answer).toEqual({ ok: false, refusal: { code: 'busy', retryAfterSeconds: 2 } })
    }
    expect(await eventsOf(account.id)).toHaveLength(answers.length - refused.length)
  })

  test('of two sent at once, one is stored completely', async () => {
    const { account, viewer, upload, address } = await newSignedInUser()
    const answers = await Promise.all([upload(await picture(10)), upload(await picture(90))])
    expect(answers.map(({ ok }) => ok)).toEqual([true, true])
    const again = await viewerAgain(viewer.session.id, NOW)
    expect(await readProfileImage(again, idIn(await address()))).not.toBeNull()
    expect(await prisma().profileImage.count({ where: { userId: account.id } })).toBe(1)
  })

  test.each(['', 'x', '../../etc/passwd', 'x'.repeat(43), "' OR 1=1 --", 'N\0L'])(
    'is not found under %j',
    async (id) => {
      const administrator = await newViewer(await newAccount({ role: 'ADMIN' }), NOW)
      expect(await readProfileImage(administrator, id)).toBeNull()
    },
  )
})
