import { expect, test } from 'vitest'
import { prisma } from '@/lib/data/database/prisma'
import { deleteAccount } from '@/lib/services/account/delete-account'
import { updateProfile } from '@/lib/services/account/profile'
import { disableUser, enableUser, resetTwoFactor } from '@/lib/services/admin/admin-users'
import { OPERATOR } from '@/lib/services/admin/operator'
import { requestEmailChange } from '@/lib/services/email/email-change'
import { changePassword } from '@/lib/services/passwords/change-password'
import { requestPasswordReset } from '@/lib/services/passwords/password-reset'
import { signOutOtherDevices } from '@/lib/services/sessions/devices'
import { signIn } from '@/lib/services/sign-in/sign-in'
import { createToken, revokeToken } from '@/lib/services/tokens/api-tokens'
import { replaceOwnRecoveryCodes, turnOffTwoFactor } from '@/lib/services/two-factor/manage'
import { stopTrusting } from '@/lib/services/two-factor/trusted-browsers'
import { countDeadlocks } from '../../setup/deadlocks'
import { newAccount, PASSWORD } from '../../setup/new-account'
import { newViewer, viewerAgain } from '../../setup/new-viewer'
import { newVisitor } from '../../setup/new-visitor'
import { afterFirstStep, secondStep } from '../../setup/second-step'
import { codeOf, turnOn } from '../../setup/two-factor'
import { TYPED_PROFILE } from '../../../setup/typed-profile'

const NOW = new Date('2026-03-01T12:00:00Z')
const BEFORE = new Date(NOW.getTime() - 120_000)
const TOKEN = { name: 'Test', scope: 'read', expires: '7' } as const

/** Somebody who has two-factor, a token and a trusted browser. */
async function someone() {
  const account = await newAccount()
  const { session } = await newViewer(account, BEFORE)
  const { secret } = await turnOn(await viewerAgain(session.id, BEFORE), BEFORE)
  const viewer = await viewerAgain(session.id, NOW)
  await createToken(viewer, TOKEN, newVisitor(), NOW)
  await prisma().trustedBrowser.create({
    data: {
      ...{ userId: account.id, browserHash: 'one', address: '', userAgent: '' },
      ...{ trustedAt: NOW, lastUsedAt: NOW, expiresAt: new Date(NOW.getTime() + 1e9) },
    },
  })
  // Unconfirmed from here on, so that notices take the lock of the address, too.
  await prisma().user.update({ where: { id: account.id }, data: { emailVerifiedAt: null } })
  const { id: tokenId } = await prisma().apiToken.findFirstOrThrow({
    where: { userId: account.id },
  })
  const challenge = await afterFirstStep(account, NOW)
  return { account, viewer, secret, tokenId, challenge }
}

test('whatever is done to one account at once, nothing fails and nothing deadlocks', async () => {
  for (let round = 0; round < 4; round += 1) {
    const { account, viewer, secret, tokenId, challenge } = await someone()
    const { id, email, username } = account
    const client = newVisitor()
    const profile = { ...TYPED_PROFILE, username: `${username}-2` }
    const passwords = { currentPassword: PASSWORD, newPassword: 'copper kettle midnight' }
    const credentials = { identifier: email, password: PASSWORD }
    const reason = 'Lost phone'
    const acts: (() => Promise<unknown>)[] = [
      () => updateProfile(viewer, profile, client, NOW),
      () => changePassword(viewer, passwords, client, NOW),
      () => requestEmailChange(viewer, { email: `new-${email}` }, client, NOW),
      () => requestPasswordReset({ email }, newVisitor(), NOW),
      () => signIn(credentials, newVisitor(), NOW),
      () => secondStep(challenge, { code: codeOf(secret, NOW) }, client, NOW, 'two'),
      () => replaceOwnRecoveryCodes(viewer, client, NOW),
      () => createToken(viewer, TOKEN, client, NOW),
      () => revokeToken(viewer, tokenId, client, NOW),
      () => stopTrusting(viewer, null, client, NOW),
      () => signOutOtherDevices(viewer, client, NOW),
      () => disableUser(OPERATOR, id, { reason, until: null }, NOW),
      () => enableUser(OPERATOR, id, NOW),
      () => resetTwoFactor(OPERATOR, id, { reason }, NOW),
      () => turnOffTwoFactor(viewer, client, NOW),
      ...(round % 2 === 1 ? [() => deleteAccount(viewer, PASSWORD, client, NOW)] : []),
    ]
    const settled = await Promise.allSettled([...acts, ...acts].map((act) => act()))
    expect(settled.filter(({ status }) => status === 'rejected')).toEqual([])
  }
  expect(await countDeadlocks()).toBe(0)
})
