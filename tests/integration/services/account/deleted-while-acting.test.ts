import { expect, test, vi } from 'vitest'
import { inTransaction, prisma } from '@/lib/data/database/prisma'
import { lockAccount } from '@/lib/data/users/lock-account'
import { deleteUserRow } from '@/lib/data/users/erase-account'
import type { LinkPurpose } from '@/lib/data/generated/enums'
import { deleteAccount } from '@/lib/services/account/delete-account'
import { exportData } from '@/lib/services/account/export-data'
import { removeProfileImage } from '@/lib/services/account/profile-image'
import { readProfile, updateProfile } from '@/lib/services/account/profile'
import {
  deleteUser,
  disableUser,
  enableUser,
  resetTwoFactor,
  setRole,
  signOutAllDevices,
  unlockUser,
} from '@/lib/services/admin/admin-users'
import { makeResetLink, OPERATOR } from '@/lib/services/admin/operator'
import { cancelEmailChange, requestEmailChange } from '@/lib/services/email/email-change'
import { issueLink } from '@/lib/services/email/issue-link'
import { undoEmailChange } from '@/lib/services/email/undo-email-change'
import { changePassword } from '@/lib/services/passwords/change-password'
import { confirmPassword } from '@/lib/services/passwords/confirm-password'
import { requestFirstPassword } from '@/lib/services/passwords/first-password'
import { secureAccount } from '@/lib/services/passwords/not-me'
import { requestPasswordReset, resetPassword } from '@/lib/services/passwords/password-reset'
import { signOutEverywhere, signOutOtherDevices } from '@/lib/services/sessions/devices'
import { openSession } from '@/lib/services/sessions/sessions'
import type { ProvenViewer } from '@/lib/services/viewer'
import { signIn } from '@/lib/services/sign-in/sign-in'
import { createToken, revokeToken } from '@/lib/services/tokens/api-tokens'
import type { OpenChallenge } from '@/lib/services/two-factor/answer-challenge'
import { replaceOwnRecoveryCodes, turnOffTwoFactor } from '@/lib/services/two-factor/manage'
import { turnOnTwoFactor } from '@/lib/services/two-factor/set-up'
import { stopTrusting } from '@/lib/services/two-factor/trusted-browsers'
import { confirmEmail } from '@/lib/services/sign-up/confirm-email'
import {
  resendVerification,
  sendVerificationLink,
} from '@/lib/services/sign-up/resend-verification'
import { countLockWaits } from '../../setup/lock-waits'
import { newAccount, PASSWORD } from '../../setup/new-account'
import { newViewer, viewerAgain } from '../../setup/new-viewer'
import { newVisitor } from '../../setup/new-visitor'
import { PATIENCE } from '../../setup/released-together'
import { afterFirstStep, secondStep } from '../../setup/second-step'
import { codeOf, offeredCode, turnOn } from '../../setup/two-factor'
import { TYPED_PROFILE } from '@/tests/setup/typed-profile'

const NOW = new Date('2026-03-01T12:00:00Z')
const NEW_PASSWORD = 'copper kettle midnight'

type Account = Awaited<ReturnType<typeof newAccount>>
type Target = {
  account: Account
  viewer: ProvenViewer
  /** Of a link. */
  token: (purpose: LinkPurpose) => string
  /** Of an access token. */
  tokenId: string
}
type TargetWithTwoFactor = Target & { secret: string; challenge: OpenChallenge }
type Act = (target: Target) => Promise<unknown>

const client = newVisitor()
const byLink = <Value>(purpose: LinkPurpose, use: (token: string) => Promise<Value>): Act => {
  return ({ token }) => use(token(purpose))
}

const TOKEN = { name: 'Test', scope: 'read', expires: '7' } as const

/** Every operation that writes or changes a user's row. */
const ACTS: Record<string, Act> = {
  'asks for another address': ({ viewer, account }) =>
    requestEmailChange(viewer, { email: `new-${account.email}` }, client, NOW),
  'changes the password': ({ viewer }) =>
    changePassword(viewer, { currentPassword: PASSWORD, newPassword: NEW_PASSWORD }, client, NOW),
  'confirms the password': ({ viewer }) =>
    confirmPassword(viewer, { password: PASSWORD }, client, NOW),
  'saves the profile': ({ viewer, account }) =>
    updateProfile(
      viewer,
      { ...TYPED_PROFILE, name: 'Anew', username: `${account.username}-2` },
      client,
      NOW,
    ),
  'removes the image': ({ viewer }) => removeProfileImage(viewer, client, NOW),
  'reads the profile': ({ viewer }) => readProfile(viewer),
  'signs out the other devices': ({ viewer }) => signOutOtherDevices(viewer, client, NOW),
  'signs out everywhere': ({ viewer }) => signOutEverywhere(viewer, client, NOW),
  'signs in': ({ account }) => openSession(account, { ...client, remember: false }, NOW),
  'asks for a reset link': ({ account }) =>
    requestPasswordReset({ email: account.email }, client, NOW),
  'asks for a verification link': ({ account }) =>
    resendVerification({ email: account.email }, client, NOW),
  'is sent a verification link': ({ account }) => sendVerificationLink({ user: account }, NOW),
  'resets the password': byLink('RESET_PASSWORD', (token) =>
    resetPassword({ token, password: NEW_PASSWORD }, client, NOW),
  ),
  'secures the account': byLink('NOT_ME', (token) => secureAccount({ token }, client, NOW)),
  'undoes a change of address': byLink('UNDO_EMAIL_CHANGE', (token) =>
    undoEmailChange(token, client, NOW),
  ),
  'confirms the address': byLink('CONFIRM_EMAIL', (token) =>
    confirmEmail({ token, password: PASSWORD }, client, NOW),
  ),
  'confirms another address': byLink('CHANGE_EMAIL', (token) =>
    confirmEmail({ token, password: PASSWORD }, client, NOW),
  ),
  'cancels a change of address': ({ viewer }) => cancelEmailChange(viewer, client, NOW),
  'asks for its first password': ({ viewer }) => requestFirstPassword(viewer, client, NOW),
  'creates an access token': ({ viewer }) => createToken(viewer, TOKEN, client, NOW),
  'revokes an access token': ({ viewer, tokenId }) => revokeToken(viewer, tokenId, client, NOW),
  'downloads its data': ({ viewer }) => exportData(viewer, client, NOW),
  'turns two-factor on': ({ viewer }) =>
    turnOnTwoFactor(viewer, offeredCode(viewer, NOW), client, NOW),
  'deletes itself': ({ viewer }) => deleteAccount(viewer, PASSWORD, client, NOW),
  'is deleted by the operator': ({ account }) => deleteUser(OPERATOR, account.id, NOW),
  'is enabled': ({ account }) => enableUser(OPERATOR, account.id, NOW),
  'is unlocked': ({ account }) => unlockUser(OPERATOR, account.id, NOW),
  'is signed out': ({ account }) => signOutAllDevices(OPERATOR, account.id, NOW),
  'is disabled': ({ account }) =>
    disableUser(OPERATOR, account.id, { reason: 'Left', until: null }, NOW),
  'is made an administrator': ({ account }) => setRole(OPERATOR, account.id, 'ADMIN', NOW),
  'is given a reset link': ({ account }) => makeResetLink(account.id, NOW),
}

/** The same with two-factor on. */
const ACTS_WITH_TWO_FACTOR: Record<string, (target: TargetWithTwoFactor) => Promise<unknown>> = {
  'turns two-factor off': ({ viewer }) => turnOffTwoFactor(viewer, client, NOW),
  'makes new recovery codes': ({ viewer }) => replaceOwnRecoveryCodes(viewer, client, NOW),
  'enters its password': ({ account }) =>
    signIn({ identifier: account.email, password: PASSWORD }, client, NOW),
  'enters a code': (target) => enterCode(target, codeOf(target.secret, NOW)),
  'enters a wrong code': (target) => enterCode(target, '000000'),
  'confirms its password with a code': ({ viewer, secret }) => {
    const secondFactor = { code: codeOf(secret, NOW) }
    return confirmPassword(viewer, { password: PASSWORD, secondFactor }, client, NOW)
  },
  'stops trusting its browsers': ({ viewer }) => stopTrusting(viewer, null, client, NOW),
  'has two-factor reset': ({ account }) =>
    resetTwoFactor(OPERATOR, account.id, { reason: 'Lost phone' }, NOW),
}

/** Answers a challenge from before the deletion, and trusts the browser. */
const enterCode = ({ challenge }: TargetWithTwoFactor, code: string) =>
  secondStep(challenge, { code }, newVisitor(), NOW, 'hash of this browser')

const PURPOSES = [
  ...(['RESET_PASSWORD', 'NOT_ME', 'UNDO_EMAIL_CHANGE', 'CONFIRM_EMAIL', 'CHANGE_EMAIL'] as const),
]

async function newTarget(): Promise<Target> {
  const account = await newAccount()
  const viewer = await newViewer(account, NOW)
  // Signed in before, and with an unconfirmed email, so that each action has something to write.
  await prisma().user.update({ where: { id: account.id }, data: { emailVerifiedAt: null } })
  const tokens = await inTransaction(async (database) => {
    const issued = new Map<LinkPurpose, string>()
    for (const purpose of PURPOSES) {
      const email = purpose === 'CHANGE_EMAIL' ? `moved-${account.email}` : account.email
      const link = { owner: { userId: account.id }, purpose, email }
      issued.set(purpose, (await issueLink(database, link, NOW)).token)
    }
    return issued
  })
  await createToken(viewer, TOKEN, client, NOW)
  const { id: tokenId } = await prisma().apiToken.findFirstOrThrow({
    where: { userId: account.id },
  })
  return { account, viewer, tokenId, token: (purpose) => tokens.get(purpose) ?? '' }
}

async function newTargetWithTwoFactor(): Promise<TargetWithTwoFactor> {
  const account = await newAccount()
  const earlier = new Date(NOW.getTime() - 120_000)
  const viewer = await newViewer(account, earlier)
  const { secret } = await turnOn(viewer, earlier)
  const proven = await viewerAgain(viewer.session.id, NOW)
  const challenge = await afterFirstStep(account, NOW)
  return { account, viewer: proven, secret, challenge, tokenId: '', token: () => '' }
}

/** Deletes the account, and delays the commit until the action waits for it or is done. */
async function deletedDuring<Given extends Target>(
  target: Given,
  act: (target: Given) => Promise<unknown>,
): Promise<unknown> {
  let running: Promise<unknown> = Promise.resolve()
  let isOver = false
  await inTransaction(async (database) => {
    await lockAccount(database, target.account.id)
    await deleteUserRow(database, target.account.id)
    running = act(target).finally(() => (isOver = true))
    running.catch(() => {})
    const isWaitingOrOver = async () => {
      if (!isOver && (await countLockWaits()) === 0) throw new Error('it is still on its way')
    }
    await vi.waitFor(isWaitingOrOver, PATIENCE).catch(() => {})
  })
  return running
}

test.each(Object.entries(ACTS))(
  'an account deleted while it %s stays deleted, and the action gets an answer',
  async (_what, act) => {
    const target = await newTarget()
    await deletedDuring(target, act)
    expect(await rowsOf(target)).toEqual(NOTHING_LEFT)
  },
)

test.each(Object.entries(ACTS_WITH_TWO_FACTOR))(
  'an account with two-factor deleted while it %s stays deleted, and the action gets an answer',
  async (_what, act) => {
    const target = await newTargetWithTwoFactor()
    await deletedDuring(target, act)
    expect(await rowsOf(target)).toEqual(NOTHING_LEFT)
  },
)

const NOTHING_LEFT = { users: 0, links: 0, sessions: 0, tokens: 0, browsers: 0 }

async function rowsOf({ account: { id } }: Target) {
  const where = { userId: id }
  return {
    users: await prisma().user.count({ where: { id } }),
    links: await prisma().linkToken.count({ where }),
    sessions: await prisma().session.count({ where }),
    tokens: await prisma().apiToken.count({ where }),
    browsers: await prisma().trustedBrowser.count({ where }),
  }
}
