import { randomBytes } from 'node:crypto'
import { describe, expect, onTestFinished, test } from 'vitest'
import { prisma } from '@/lib/data/database/prisma'
import { env } from '@/lib/env'
import { err, ok } from '@/lib/platform/result'
import { exportData } from '@/lib/services/account/export-data'
import { addPasskey } from '@/lib/services/passkeys/add-passkey'
import { newPasskeyChallenge } from '@/lib/services/passkeys/challenges'
import { listOwnPasskeys, removeOwnPasskey, renameOwnPasskey } from '@/lib/services/passkeys/manage'
import { creationOptions } from '@/lib/services/passkeys/options'
import { userHandleOf } from '@/lib/services/passkeys/relying-party'
import { newAccount } from '../../setup/new-account'
import { newSession } from '../../setup/new-session'
import { newViewer, viewerAgain } from '../../setup/new-viewer'
import { newVisitor } from '../../setup/new-visitor'
import { addTo, withPasskey } from '../../setup/passkeys'
import { actionsAbout } from '../../setup/recorded-events'
import { SyntheticAuthenticator } from '../../setup/synthetic-authenticator'

const NOON = new Date('2026-03-01T12:00:00Z')
const after = (seconds: number) => new Date(NOON.getTime() + seconds * 1000)

const mailsTo = async (accountId: string) =>
  prisma().outboxMail.findMany({ where: { accountId }, orderBy: { id: 'asc' } })
const isRevoked = async (id: string) =>
  (await prisma().session.findUniqueOrThrow({ where: { id } })).revokedAt !== null
const ONES = new Uint8Array(32).fill(1)
const keyOf = (...entries: [number, unknown][]) => new Map(entries)
const countOf = (userId: string) => prisma().passkey.count({ where: { userId } })

describe('adding a passkey', () => {
  test('names it by its provider, tells the owner, and is counted on the account', async () => {
    const account = await newAccount()
    const viewer = await newViewer(account, NOON)
    const other = await newSession(account, NOON)
    expect(viewer.passkeysEnabledAt).toBeNull()
    await addTo(viewer, NOON)
    expect(await listOwnPasskeys(viewer)).toEqual([
      expect.objectContaining({
        ...{ name: 'Bitwarden', provider: 'Bitwarden', isBackedUp: true, rpId: 'localhost' },
        ...{ transports: ['internal', 'hybrid'], lastUsedAt: null, createdAt: NOON },
      }),
    ])
    const [mail] = await mailsTo(account.id)
    expect(mail).toMatchObject({
      template: 'passkey-changed',
      data: { change: 'added', passkey: 'Bitwarden' },
    })
    expect(await actionsAbout(account.id)).toContain('passkey_added SUCCESS')
    expect((await viewerAgain(viewer.session.id, after(1))).passkeysEnabledAt).toEqual(NOON)
    expect(await isRevoked(other.id)).toBe(false)
  })

  test('names one of an unknown provider after the browser', async () => {
    const viewer = await newViewer(await newAccount(), NOON)
    await addTo(
      viewer,
      NOON,
      new SyntheticAuthenticator(undefined, '0'.repeat(8) + '-0000-0000-0000-' + '0'.repeat(12)),
    )
    expect((await listOwnPasskeys(viewer)).map(({ name }) => name)).toEqual(['Unknown browser'])
  })

  test('names the second of one provider by the next number', async () => {
    const { viewer } = await withPasskey(await newAccount(), NOON)
    await addTo(viewer, NOON)
    expect((await listOwnPasskeys(viewer)).map(({ name }) => name).sort()).toEqual([
      'Bitwarden',
      'Bitwarden 2',
    ])
  })

  test('asks for one with its owner verified, and for none that is there', async () => {
    const account = await newAccount()
    const { viewer, device } = await withPasskey(account, NOON)
    expect(await creationOptions(viewer, NOON)).toMatchObject({
      rp: { id: 'localhost' },
      user: { id: userHandleOf(account.id) },
      attestation: 'none',
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      excludeCredentials: [{ type: 'public-key', id: device.id.toString('base64url') }],
    })
  })

  test.each([
    ['another origin', { origin: 'https://evil.example' }],
    ['another site’s id', { rpId: 'evil.example' }],
    ['no user verification', { isVerified: false }],
    ['no user presence', { isPresent: false }],
    ['another ceremony', { type: 'webauthn.get' }],
    ['another site’s frame', { crossOrigin: true }],
    ['a word about frames', { crossOrigin: 'true' }],
    ['a page around it', { topOrigin: 'https://evil.example' }],
    ['another id attested', { attestedId: randomBytes(32) }],
    ['an id of 1024 bytes', { attestedId: randomBytes(1024) }],
    ['an id no index can hold', { attestedId: randomBytes(3000) }],
    ['an algorithm and no key', { publicKey: new Map([[3, -7]]) }],
    ['a point on no curve', { publicKey: keyOf([1, 2], [3, -7], [-1, 1], [-2, ONES], [-3, ONES]) }],
    ['another curve', { publicKey: keyOf([1, 2], [3, -7], [-1, 2], [-2, ONES], [-3, ONES]) }],
    ['another type of key', { publicKey: keyOf([1, 3], [3, -8], [-1, 6], [-2, ONES]) }],
    ['a short RSA key', { publicKey: keyOf([1, 3], [3, -257], [-1, ONES], [-2, ONES]) }],
    ['a challenge not made here', { challenge: 'A'.repeat(43) }],
    ['a certificate nobody asked for', { format: 'packed', statement: new Map([['x5c', []]]) }],
    ['a format with certificates', { format: 'android-key' }],
  ])('with %s is refused, and stores nothing', async (_name, faults) => {
    const viewer = await newViewer(await newAccount(), NOON)
    const answer = new SyntheticAuthenticator().create(await creationOptions(viewer, NOON), faults)
    expect(await addPasskey(viewer, answer, newVisitor(), NOON)).toEqual(err('passkey_failed'))
    expect(await countOf(viewer.id)).toBe(0)
  })

  test('with a late, foreign or used challenge, or a credential that is there, is refused', async () => {
    const viewer = await newViewer(await newAccount(), NOON)
    const add = (answer: ReturnType<SyntheticAuthenticator['create']>, now = NOON) =>
      addPasskey(viewer, answer, newVisitor(), now)
    const options = await creationOptions(viewer, NOON)
    const device = new SyntheticAuthenticator()
    expect(await add(device.create(options), after(300))).toEqual(err('passkey_failed'))
    const elsewhere = await newViewer(await newAccount(), NOON)
    const foreign = await creationOptions(elsewhere, NOON)
    expect(await add(device.create(foreign))).toEqual(err('passkey_failed'))
    const context = { purpose: 'proof', boundTo: viewer.session.id } as const
    const forProof = { ...options, challenge: newPasskeyChallenge(context, NOON) }
    expect(await add(device.create(forProof))).toEqual(err('passkey_failed'))
    expect(await add(device.create(options))).toEqual(ok({ name: 'Bitwarden' }))
    expect(await add(new SyntheticAuthenticator().create(options))).toEqual(err('passkey_failed'))
    const again = await creationOptions(elsewhere, NOON)
    const taken = await addPasskey(elsewhere, device.create(again), newVisitor(), NOON)
    expect(taken).toEqual(err('passkey_failed'))
    expect([await countOf(viewer.id), await countOf(elsewhere.id)]).toEqual([1, 0])
  })

  test('beyond what an account can have is refused, also for two at once', async () => {
    const { viewer } = await withPasskey(await newAccount(), NOON)
    const one = await prisma().passkey.findFirstOrThrow({
      where: { userId: viewer.id },
      omit: { id: true },
    })
    const others = Array.from({ length: 48 }, (_unused, index) => ({
      ...one,
      credentialId: `${one.credentialId}${index}`,
    }))
    await prisma().passkey.createMany({ data: others })
    const answers = await Promise.all(
      [NOON, NOON].map(async (now) => {
        const answer = new SyntheticAuthenticator().create(await creationOptions(viewer, now))
        return addPasskey(viewer, answer, newVisitor(), now)
      }),
    )
    expect(answers.filter((one) => one.ok)).toHaveLength(1)
    expect(answers).toContainEqual(err('passkey_limit'))
    expect(await countOf(viewer.id)).toBe(50)
  })

  test('more often than a person does is refused, and stores nothing', async () => {
    const { viewer } = await withPasskey(await newAccount(), NOON)
    const add = async () => {
      const answer = new SyntheticAuthenticator().create(await creationOptions(viewer, NOON))
      return addPasskey(viewer, { ...answer, id: 'x' }, newVisitor(), NOON)
    }
    const limit = env().SIGN_IN_IP_PER_MINUTE
    for (let attempt = 1; attempt < limit; attempt += 1) await add()
    expect(await add()).toMatchObject({ refusal: { code: 'rate_limited' } })
    expect(await countOf(viewer.id)).toBe(1)
  })

  test('in a session that has just ended adds nothing', async () => {
    const viewer = await newViewer(await newAccount(), NOON)
    const answer = new SyntheticAuthenticator().create(await creationOptions(viewer, NOON))
    await prisma().session.update({ where: { id: viewer.session.id }, data: { revokedAt: NOON } })
    expect(await addPasskey(viewer, answer, newVisitor(), NOON)).toEqual(err('session_expired'))
    expect(await countOf(viewer.id)).toBe(0)
  })

  test('ends the sessions of others only where nobody without a second factor may stay', async () => {
    const account = await newAccount()
    const [other, viewer] = [await newSession(account, NOON), await newViewer(account, NOON)]
    await addTo(viewer, NOON)
    expect(await isRevoked(other.id)).toBe(false)
    Object.assign(env(), { REQUIRE_TWO_FACTOR: 'everyone' })
    onTestFinished(() => void Object.assign(env(), { REQUIRE_TWO_FACTOR: 'none' }))
    const late = await newAccount()
    const [earlier, own] = [await newSession(late, NOON), await newViewer(late, NOON)]
    await addTo(own, NOON)
    expect(await isRevoked(earlier.id)).toBe(true)
    expect(await isRevoked(own.session.id)).toBe(false)
  })

  test('with one answer many times at once adds one', async () => {
    const viewer = await newViewer(await newAccount(), NOON)
    const answer = new SyntheticAuthenticator().create(await creationOptions(viewer, NOON))
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => addPasskey(viewer, answer, newVisitor(), NOON)),
    )
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    expect(await countOf(viewer.id)).toBe(1)
  })
})

describe('a passkey', () => {
  test('is renamed by its owner alone, who is told', async () => {
    const account = await newAccount()
    const { viewer } = await withPasskey(account, NOON)
    const [own] = await listOwnPasskeys(viewer)
    const input = { id: own?.id ?? '', name: 'Blue key' }
    const stranger = await newViewer(await newAccount(), NOON)
    expect(await renameOwnPasskey(stranger, input, newVisitor(), NOON)).toEqual(
      err('page_outdated'),
    )
    expect(await renameOwnPasskey(viewer, input, newVisitor(), NOON)).toEqual(ok('renamed'))
    expect(await renameOwnPasskey(viewer, input, newVisitor(), NOON)).toEqual(ok('unchanged'))
    expect((await listOwnPasskeys(viewer)).map(({ name }) => name)).toEqual(['Blue key'])
    expect((await mailsTo(account.id)).map(({ data }) => data)).toEqual([
      expect.objectContaining({ change: 'added' }),
      expect.objectContaining({ change: 'renamed', passkey: 'Blue key' }),
    ])
    expect(await actionsAbout(account.id)).toContain('passkey_renamed SUCCESS')
  })

  test('is removed by its owner alone, with the other sessions', async () => {
    const account = await newAccount()
    const { viewer } = await withPasskey(account, NOON)
    await addTo(viewer, NOON)
    const other = await newSession(account, NOON)
    const stranger = await newViewer(await newAccount(), NOON)
    for (const { id } of await listOwnPasskeys(viewer)) {
      expect(await removeOwnPasskey(stranger, { id }, newVisitor(), NOON)).toEqual(
        err('page_outdated'),
      )
      expect((await viewerAgain(viewer.session.id, NOON)).passkeysEnabledAt).toEqual(NOON)
      expect(await removeOwnPasskey(viewer, { id }, newVisitor(), NOON)).toEqual(ok('removed'))
      expect(await removeOwnPasskey(viewer, { id }, newVisitor(), NOON)).toEqual(
        err('page_outdated'),
      )
    }
    expect((await viewerAgain(viewer.session.id, NOON)).passkeysEnabledAt).toBeNull()
    expect([await isRevoked(viewer.session.id), await isRevoked(other.id)]).toEqual([false, true])
    expect(await actionsAbout(account.id)).toContain('passkey_removed SUCCESS')
  })

  test('is in one’s data, without its key', async () => {
    const { viewer } = await withPasskey(await newAccount(), NOON)
    const exported = await exportData(viewer, newVisitor(), NOON)
    if (!exported.ok) throw new Error('the data should be exported')
    expect(exported.value.passkeys).toEqual([
      expect.objectContaining({ name: 'Bitwarden', createdAt: NOON, lastUsedAt: null }),
    ])
    expect(JSON.stringify(exported.value)).not.toContain('publicKey')
  })
})
