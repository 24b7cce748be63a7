import { beforeAll, expect, test, vi } from 'vitest'
import { prisma } from '@/lib/data/database/prisma'
import { unwrap } from '@/lib/platform/result'
import { updateProfile } from '@/lib/services/account/profile'
import { deleteAccount } from '@/lib/services/account/delete-account'
import { MAIL_BOUNDS } from '@/lib/services/limits/mail-allowance'
import { renameOwnPasskey } from '@/lib/services/passkeys/manage'
import { changePassword } from '@/lib/services/passwords/change-password'
import { replaceOwnRecoveryCodes, turnOffTwoFactor } from '@/lib/services/two-factor/manage'
import { newAccount, PASSWORD } from '../../setup/new-account'
import { newViewer, viewerAgain } from '../../setup/new-viewer'
import { newVisitor } from '../../setup/new-visitor'
import { addTo } from '../../setup/passkeys'
import { turnOn } from '../../setup/two-factor'
import { TYPED_PROFILE } from '../../../setup/typed-profile'

/*
 * Where emails need not be confirmed, anyone can sign up with somebody else's, and have mails about
 * what they then do sent to it.
 */

const NOW = new Date('2026-03-01T12:00:00Z')

beforeAll(() => {
  // Before the first call of `env()`, which caches what it read.
  vi.stubEnv('REQUIRE_EMAIL_VERIFICATION', 'false')
  vi.stubEnv('SIGN_IN_IP_PER_MINUTE', '1000')
})

const mailsTo = (to: string) => prisma().outboxMail.count({ where: { to } })

const ROUNDS = 12

/** Does what its owner is mailed about: three mails a round, one for a passkey, and three for two-factor. */
async function doMuch(emailVerifiedAt: Date | null) {
  const account = await newAccount({ emailVerifiedAt })
  const { session } = await newViewer(account, NOW)
  const viewer = () => viewerAgain(session.id, NOW)
  await addTo(await viewer(), NOW)
  const passkey = await prisma().passkey.findFirstOrThrow({ where: { userId: account.id } })
  let currentPassword = PASSWORD
  for (let round = 0; round < ROUNDS; round += 1) {
    const profile = { ...TYPED_PROFILE, username: `${account.username}-${round}` }
    unwrap(await updateProfile(await viewer(), profile, newVisitor(), NOW))
    const newPassword = `copper kettle midnight ${round}`
    const passwords = { currentPassword, newPassword }
    unwrap(await changePassword(await viewer(), passwords, newVisitor(), NOW))
    currentPassword = newPassword
  }
  for (let round = 0; round < ROUNDS; round += 1) {
    const named = { id: passkey.id, name: `Key ${round}` }
    unwrap(await renameOwnPasskey(await viewer(), named, newVisitor(), NOW))
  }
  await turnOn(await viewer(), NOW)
  unwrap(await replaceOwnRecoveryCodes(await viewer(), newVisitor(), NOW))
  unwrap(await turnOffTwoFactor(await viewer(), newVisitor(), NOW))
  return { email: account.email, viewer: await viewer(), password: currentPassword }
}

test('what somebody does with an address nobody confirmed sends it no more than others may', async () => {
  const { email, viewer, password } = await doMuch(null)
  expect(await mailsTo(email)).toBe(MAIL_BOUNDS.MAILS_AN_HOUR)

  // Its mails go with the account; what counts them stays.
  unwrap(await deleteAccount(viewer, password, newVisitor(), NOW))
  expect(await mailsTo(email)).toBe(0)
})

test('the owner of a confirmed address is told everything, so that nobody can suppress a notice', async () => {
  const { email, viewer, password } = await doMuch(NOW)
  expect(await mailsTo(email)).toBe(3 * ROUNDS + 4)
  unwrap(await deleteAccount(viewer, password, newVisitor(), NOW))
  expect(await mailsTo(email)).toBe(1)
})
