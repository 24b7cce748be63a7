import { describe, expect, test } from 'vitest'
import { prisma } from '@/lib/data/database/prisma'
import { SIGN_IN_METHODS } from '@/lib/domain/two-factor/sign-in-method'
import { err } from '@/lib/platform/result'
import { addOfferedPasskey, addPasskey } from '@/lib/services/passkeys/add-passkey'
import { mayOfferPasskey, offerPasskey } from '@/lib/services/passkeys/offer-passkey'
import { creationOptions } from '@/lib/services/passkeys/options'
import type { ProvenViewer } from '@/lib/services/viewer'
import { newAccount } from '../../setup/new-account'
import { newViewer, viewerAgain } from '../../setup/new-viewer'
import { newVisitor } from '../../setup/new-visitor'
import { askedToSignIn, signInBy } from '../../setup/passkeys'
import { actionsAbout } from '../../setup/recorded-events'
import { SyntheticAuthenticator } from '../../setup/synthetic-authenticator'

const NOON = new Date('2026-03-01T12:00:00Z')
const after = (seconds: number) => new Date(NOON.getTime() + seconds * 1000)
const DAY = 86_400

const newPerson = async () => newViewer(await newAccount(), NOON)
const passkeysOf = (userId: string) => prisma().passkey.count({ where: { userId } })

/** What a password manager answers without a question: nobody is present, and nobody verified. */
const QUIET = { isPresent: false, isVerified: false }

async function offered(viewer: ProvenViewer, now = NOON) {
  const options = await offerPasskey(viewer, now)
  if (!options) throw new Error('there should be an offer')
  return options
}

describe('after a sign-in with a password', () => {
  test('a passkey is offered on the next page, and once in 30 days', async () => {
    const viewer = await newPerson()
    expect(mayOfferPasskey(viewer, after(299))).toBe(true)
    expect(mayOfferPasskey(viewer, after(300))).toBe(false)
    expect(await offerPasskey(viewer, after(300))).toBeNull()
    await offered(viewer)
    const again = await viewerAgain(viewer.session.id, NOON)
    expect(mayOfferPasskey(again, NOON)).toBe(false)
    expect(await offerPasskey(viewer, NOON)).toBeNull()
    for (const [seconds, isDue] of [
      [30 * DAY - 1, false],
      [30 * DAY, true],
    ] as const) {
      const later = { ...again, session: { ...again.session, createdAt: after(seconds) } }
      expect(mayOfferPasskey(later, after(seconds))).toBe(isDue)
      expect((await offerPasskey(later, after(seconds))) !== null).toBe(isDue)
    }
  })

  test('tabs that open at once get one offer', async () => {
    const viewer = await newPerson()
    const answers = await Promise.all(Array.from({ length: 10 }, () => offerPasskey(viewer, NOON)))
    expect(answers.filter((answer) => answer !== null)).toHaveLength(1)
  })

  test.each(SIGN_IN_METHODS)('by %s', async (method) => {
    const viewer = await newPerson()
    await prisma().session.update({ where: { id: viewer.session.id }, data: { method } })
    const again = await viewerAgain(viewer.session.id, NOON)
    const isOffered = ['password', 'password+totp', 'password+recovery'].includes(method)
    expect(mayOfferPasskey(again, NOON)).toBe(isOffered)
    expect((await offerPasskey(again, NOON)) !== null).toBe(isOffered)
  })
})

describe('a passkey made without a question', () => {
  test('is added, told of by mail, and signs in once its owner is verified', async () => {
    const viewer = await newPerson()
    const device = new SyntheticAuthenticator()
    const options = await offered(viewer)
    expect(options).toMatchObject({
      authenticatorSelection: { residentKey: 'required', userVerification: 'preferred' },
    })
    const answer = device.create(options, QUIET)
    expect(await addOfferedPasskey(viewer, answer, newVisitor(), NOON)).toMatchObject({ ok: true })
    expect(await actionsAbout(viewer.id)).toContain('passkey_added SUCCESS')
    const mails = await prisma().outboxMail.findMany({ where: { accountId: viewer.id } })
    expect(mails.map(({ template }) => template)).toEqual(['passkey-changed'])
    for (const faults of [QUIET, { isVerified: false }, { isPresent: false }]) {
      const unverified = device.get(askedToSignIn(NOON), faults)
      expect(await signInBy(unverified, newVisitor(), NOON)).toBe('passkey_failed')
    }
    const verified = device.get(askedToSignIn(NOON))
    expect(await signInBy(verified, newVisitor(), NOON)).toMatchObject({ method: 'passkey' })
  })

  test.each([
    ['nobody present', { isPresent: false }],
    ['nobody verified', { isVerified: false }],
    ['neither', QUIET],
  ])('with %s, is taken for an offer and nothing else', async (_name, faults) => {
    const viewer = await newPerson()
    const device = new SyntheticAuthenticator()
    const asked = device.create(await creationOptions(viewer, NOON), faults)
    const toOffer = device.create(await offered(viewer), faults)
    for (const answer of [asked, toOffer]) {
      expect(await addPasskey(viewer, answer, newVisitor(), NOON)).toEqual(err('passkey_failed'))
    }
    const add = (answer: typeof asked) => addOfferedPasskey(viewer, answer, newVisitor(), NOON)
    expect(await add(asked)).toEqual(err('passkey_failed'))
    expect(await passkeysOf(viewer.id)).toBe(0)
    expect(await add(toOffer)).toMatchObject({ ok: true })
  })

  test.each([
    ['another origin', { origin: 'https://evil.example' }],
    ['another site’s id', { rpId: 'evil.example' }],
    ['another ceremony', { type: 'webauthn.get' }],
    ['another site’s frame', { crossOrigin: true }],
    ['a challenge not made here', { challenge: 'A'.repeat(43) }],
  ])('with %s is refused, and stores nothing', async (_name, faults) => {
    const viewer = await newPerson()
    const answer = new SyntheticAuthenticator().create(await offered(viewer), {
      ...QUIET,
      ...faults,
    })
    expect(await addOfferedPasskey(viewer, answer, newVisitor(), NOON)).toEqual(
      err('passkey_failed'),
    )
    expect(await passkeysOf(viewer.id)).toBe(0)
  })

  test('that is late, of another session, or answered before is refused', async () => {
    const viewer = await newPerson()
    const answer = new SyntheticAuthenticator().create(await offered(viewer), QUIET)
    const stranger = await newPerson()
    const add = (who: ProvenViewer, now: Date) => addOfferedPasskey(who, answer, newVisitor(), now)
    expect(await add(viewer, after(300))).toEqual(err('passkey_failed'))
    expect(await add(stranger, NOON)).toEqual(err('passkey_failed'))
    expect(await add(viewer, NOON)).toMatchObject({ ok: true })
    expect(await add(viewer, NOON)).toEqual(err('passkey_failed'))
    expect(await passkeysOf(viewer.id)).toBe(1)
  })
})
