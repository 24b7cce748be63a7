import { expect, test, vi } from 'vitest'
import { inTransaction, prisma } from '@/lib/data/database/prisma'
import { lockAccount } from '@/lib/data/users/lock-account'
import { deleteUserRow } from '@/lib/data/users/erase-account'
import type { LinkPurpose } from '@/lib/data/generated/enums'
import { removeProfileImage } from '@/lib/services/account/profile-image'
import { readProfile, updateProfile } from '@/lib/services/account/profile'
import { disableUser, setRole } from '@/lib/services/admin/admin-users'
import { makeResetLink, OPERATOR } from '@/lib/services/admin/operator'
import { requestEmailChange } from '@/lib/services/email/email-change'
import { issueLink } from '@/lib/services/email/issue-link'
import { undoEmailChange } from '@/lib/services/email/undo-email-change'
import { changePassword } from '@/lib/services/passwords/change-password'
import { confirmPassword } from '@/lib/services/passwords/confirm-password'
import { secureAccount } from '@/lib/services/passwords/not-me'
import { requestPasswordReset, resetPassword } from '@/lib/services/passwords/password-reset'
import { signOutEverywhere, signOutOtherDevices } from '@/lib/services/sessions/devices'
import { openSession } from '@/lib/services/sessions/sessions'
import type { ProvenViewer } from '@/lib/services/viewer'
import { confirmEmail } from '@/lib/services/sign-up/confirm-email'
import {
  resendVerification,
  sendVerificationLink,
} from '@/lib/services/sign-up/resend-verification'
import { countLockWaits } from '../../setup/lock-waits'
import { newAccount, PASSWORD } from '../../setup/new-account'
import { newViewer } from '../../setup/new-viewer'
import { newVisitor } from '../../setup/new-visitor'
import { PATIENCE } from '../../setup/released-together'

const NOW = new Date('2026-03-01T12:00:00Z')
const NEW_PASSWORD = 'copper kettle midnight'

type Account = Awaited<ReturnType<typeof newAccount>>
type Target = { account: Account; viewer: ProvenViewer; token: (purpose: LinkPurpose) => string }
type Act = (target: Target) => Promise<unknown>

const client = newVisitor()
const byLink = <Value>(purpose: LinkPurpose, use: (token: string) => Promise<Value>): Act => {
  return ({ token }) => use(token(purpose))
}

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
      { name: 'Anew', username: `${account.username}-2`, image: null },
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
  'is disabled': ({ account }) =>
    disableUser(OPERATOR, account.id, { reason: 'Left', until: null }, NOW),
  'is made an administrator': ({ account }) => setRole(OPERATOR, account.id, 'ADMIN', NOW),
  'is given a reset link': ({ account }) => makeResetLink(account.id, NOW),
}

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
  return { account, viewer, token: (purpose) => tokens.get(purpose) ?? '' }
}

/** Deletes the account, and delays the commit until the action waits for it or is done. */
async function deletedDuring(target: Target, act: Act): Promise<unknown> {
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
    const { id } = target.account
    await deletedDuring(target, act)
    expect(await prisma().user.count({ where: { id } })).toBe(0)
    expect(await prisma().linkToken.count({ where: { userId: id } })).toBe(0)
  },
)
