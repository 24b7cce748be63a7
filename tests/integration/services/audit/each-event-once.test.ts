import { beforeEach, describe, expect, test, vi } from 'vitest'
import { newToken } from '@/lib/crypto/random-token'
import { prisma } from '@/lib/data/database/prisma'
import { AUDIT_ACTIONS, type AuditAction } from '@/lib/domain/audit/audit-actions'
import { days, later } from '@/lib/domain/time'
import { createLog, log } from '@/lib/platform/log'
import {
  deleteUser,
  disableUser,
  enableUser,
  resetTwoFactor,
  setRole,
  unlockUser,
} from '@/lib/services/admin/admin-users'
import { exportAuditLog } from '@/lib/services/audit/audit-listing'
import { pruneAuditLog } from '@/lib/services/audit/audit-prune'
import { sealAuditEvents } from '@/lib/services/audit/audit-seal'
import { createToken, listTokens, revokeToken } from '@/lib/services/tokens/api-tokens'
import { changePassword } from '@/lib/services/passwords/change-password'
import { confirmEmail } from '@/lib/services/sign-up/confirm-email'
import { confirmPassword } from '@/lib/services/passwords/confirm-password'
import { cancelEmailChange, requestEmailChange } from '@/lib/services/email/email-change'
import { exportData } from '@/lib/services/account/export-data'
import { requestPasswordReset, resetPassword } from '@/lib/services/passwords/password-reset'
import { updateProfile } from '@/lib/services/account/profile'
import { recordRefusedAccess } from '@/lib/services/admin/refused-access'
import type { ClientInfo } from '@/lib/domain/sessions/client-info'
import { endSession, openSession } from '@/lib/services/sessions/sessions'
import { endCopiedSession } from '@/lib/services/session-binding/end-copied-session'
import { findOpenSession } from '@/lib/data/sessions/open-sessions'
import { signIn } from '@/lib/services/sign-in/sign-in'
import { signUp } from '@/lib/services/sign-up/sign-up'
import { trustBrowser } from '@/lib/data/two-factor/trusted-browsers'
import { replaceOwnRecoveryCodes, turnOffTwoFactor } from '@/lib/services/two-factor/manage'
import { turnOnTwoFactor } from '@/lib/services/two-factor/set-up'
import { stopTrusting } from '@/lib/services/two-factor/trusted-browsers'
import { undoEmailChange } from '@/lib/services/email/undo-email-change'
import { mailedToken } from '../../setup/mailed-token'
import { addPasskey } from '@/lib/services/passkeys/add-passkey'
import { listOwnPasskeys, removeOwnPasskey, renameOwnPasskey } from '@/lib/services/passkeys/manage'
import { creationOptions } from '@/lib/services/passkeys/options'
import { addTo, askedToSignIn, signInBy } from '../../setup/passkeys'
import { SyntheticAuthenticator } from '../../setup/synthetic-authenticator'
import { newAccount, PASSWORD } from '../../setup/new-account'
import { newAdministrator } from '../../setup/new-administrator'
import { newViewer } from '../../setup/new-viewer'
import { offeredCode, turnOn } from '../../setup/two-factor'
import { newVisitor } from '../../setup/new-visitor'
import { changedFields, TYPED_PROFILE } from '@/tests/setup/typed-profile'

/*
 * Every audit action: each writes its event once to the audit log and once to standard output, as
 * one parseable line, whatever the fields contain.
 */

const NOW = new Date('2026-03-01T12:00:00Z')
const WRONG = 'not the password!'
const NEW_PASSWORD = 'copper kettle midnight'
/** Line breaks, terminal colors, JSON, and bidirectional controls. */
const HOSTILE = 'a\r\nb\n\u001b[31m"}\n{"event":"forged"}\u0085\u009b\u2028\u2029\u202e\u2066'

let made = 0
const unusedEmail = () => `once-${(made += 1)}@example.org`

/** Client info with arbitrary text in the two fields an event keeps. */
const hostileOrigin = (): ClientInfo => ({ address: HOSTILE, userAgent: HOSTILE })

const signedInUser = async (overrides = {}) => {
  const account = await newAccount({ name: HOSTILE, ...overrides })
  return { account, viewer: await newViewer(account, NOW) }
}

const signInNow = (identifier: string, password: string) =>
  signIn({ identifier, password }, hostileOrigin(), NOW)

/** A right password is recorded when the session opens. */
async function completeSignIn(identifier: string) {
  const signedIn = await signInNow(identifier, PASSWORD)
  if (!signedIn.ok) throw new Error('the password should be right')
  const { attempt, ...user } = signedIn.value
  return openSession(user, { ...hostileOrigin(), remember: false, attempt }, NOW)
}

async function withMovedEmail() {
  const { account, viewer } = await signedInUser()
  const email = unusedEmail()
  await requestEmailChange(viewer, { email }, newVisitor(), NOW)
  const input = { token: await mailedToken(email), password: PASSWORD }
  return { account, move: () => confirmEmail(input, hostileOrigin(), NOW) }
}

async function withPendingSignUp() {
  const email = unusedEmail()
  const username = `once-${made}`
  await signUp({ name: HOSTILE, username, email, password: NEW_PASSWORD }, newVisitor(), NOW)
  const input = { token: await mailedToken(email), password: NEW_PASSWORD }
  return () => confirmEmail(input, hostileOrigin(), NOW)
}

async function byAdministrator(target: Record<string, unknown> = {}) {
  const { viewer } = await newAdministrator(NOW)
  const { id } = await newAccount(target)
  return { by: { viewer, request: hostileOrigin() }, viewer, id }
}

/** The setup, and then the action itself. */
const DEEDS: Record<AuditAction, () => Promise<() => Promise<unknown>>> = {
  authn_login_success: async () => {
    const { email } = await newAccount()
    return () => completeSignIn(email)
  },
  authn_login_successafterfail: async () => {
    const { email } = await newAccount()
    await signInNow(email, WRONG)
    return () => completeSignIn(email)
  },
  authn_login_fail: async () => () => signInNow(HOSTILE, HOSTILE),
  session_cookie_copied: async () => {
    const { viewer } = await signedInUser()
    const session = await findOpenSession(viewer.session.id, NOW)
    if (!session) throw new Error('the session should be open')
    return () => endCopiedSession(session, hostileOrigin(), NOW)
  },
  authn_login_lock: async () => {
    const { email } = await newAccount()
    for (let tries = 0; tries < 4; tries += 1) await signInNow(email, WRONG)
    return () => signInNow(email, WRONG)
  },
  authn_password_change: async () => {
    const { viewer } = await signedInUser()
    const input = { currentPassword: PASSWORD, newPassword: NEW_PASSWORD }
    return () => changePassword(viewer, input, hostileOrigin(), NOW)
  },
  authn_password_change_fail: async () => {
    const { viewer } = await signedInUser()
    const input = { currentPassword: HOSTILE, newPassword: NEW_PASSWORD }
    return () => changePassword(viewer, input, hostileOrigin(), NOW)
  },
  authn_password_reset: async () => {
    const { email } = await newAccount()
    await requestPasswordReset({ email }, newVisitor(), NOW)
    const input = { token: await mailedToken(email), password: NEW_PASSWORD }
    return () => resetPassword(input, hostileOrigin(), NOW)
  },
  authn_token_created: async () => {
    const { email } = await newAccount()
    return () => requestPasswordReset({ email }, hostileOrigin(), NOW)
  },
  authn_token_reuse: async () => {
    const input = { token: newToken().token, password: NEW_PASSWORD }
    return () => resetPassword(input, hostileOrigin(), NOW)
  },
  authn_token_revoked: async () => {
    const { viewer } = await signedInUser()
    const input = { name: HOSTILE, scope: 'read', expires: '7' } as const
    await createToken(viewer, input, newVisitor(), NOW)
    const [token] = await listTokens(viewer, NOW)
    return () => revokeToken(viewer, token?.id ?? '', hostileOrigin(), NOW)
  },
  authz_change: async () => {
    const { by, id } = await byAdministrator()
    return () => setRole(by, id, 'ADMIN', NOW)
  },
  authz_fail: async () => {
    const { viewer } = await signedInUser()
    return () => recordRefusedAccess(viewer, 'users', hostileOrigin(), NOW)
  },
  session_created: async () => {
    const { email } = await newAccount()
    return () => completeSignIn(email)
  },
  session_ended: async () => {
    const { viewer } = await signedInUser()
    return () => endSession(viewer.session.id, { ...hostileOrigin(), reason: 'sign_out' }, NOW)
  },
  session_reauthenticated: async () => {
    const { viewer } = await signedInUser()
    return () => confirmPassword(viewer, { password: PASSWORD }, hostileOrigin(), NOW)
  },
  sign_up_requested: async () => {
    const [email, username] = [unusedEmail(), `once-${made}`]
    const typed = { name: HOSTILE, username, email, password: NEW_PASSWORD }
    return () => signUp(typed, hostileOrigin(), NOW)
  },
  user_created: withPendingSignUp,
  user_updated: async () => {
    const { account, viewer } = await signedInUser()
    const input = { ...TYPED_PROFILE, name: `${HOSTILE} anew`, username: account.username }
    return () => updateProfile(viewer, input, hostileOrigin(), NOW)
  },
  user_disabled: async () => {
    const { by, id } = await byAdministrator()
    return () => disableUser(by, id, { reason: HOSTILE, until: null }, NOW)
  },
  user_enabled: async () => {
    const { by, id } = await byAdministrator({ disabledAt: NOW })
    return () => enableUser(by, id, NOW)
  },
  user_unlocked: async () => {
    const { by, id } = await byAdministrator()
    return () => unlockUser(by, id, NOW)
  },
  user_exported: async () => {
    const { viewer } = await signedInUser()
    return () => exportData(viewer, hostileOrigin(), NOW)
  },
  user_deleted: async () => {
    const { by, id } = await byAdministrator({ name: HOSTILE })
    return () => deleteUser(by, id, NOW)
  },
  email_verified: async () => {
    const { email } = await newAccount({ emailVerifiedAt: null })
    await signInNow(email, PASSWORD)
    const input = { token: await mailedToken(email), password: PASSWORD }
    return () => confirmEmail(input, hostileOrigin(), NOW)
  },
  email_change_requested: async () => {
    const { viewer } = await signedInUser()
    return () => requestEmailChange(viewer, { email: unusedEmail() }, hostileOrigin(), NOW)
  },
  email_changed: async () => (await withMovedEmail()).move,
  email_change_undone: async () => {
    const { account, move } = await withMovedEmail()
    await move()
    const token = await mailedToken(account.email)
    return () => undoEmailChange(token, hostileOrigin(), NOW)
  },
  email_change_cancelled: async () => {
    const { viewer } = await signedInUser()
    await requestEmailChange(viewer, { email: unusedEmail() }, newVisitor(), NOW)
    return () => cancelEmailChange(viewer, hostileOrigin(), NOW)
  },
  two_factor_enabled: async () => {
    const { viewer } = await signedInUser()
    return () => turnOnTwoFactor(viewer, offeredCode(viewer, NOW), hostileOrigin(), NOW)
  },
  two_factor_disabled: async () => {
    const { viewer } = await signedInUser()
    await turnOn(viewer, NOW)
    return () => turnOffTwoFactor(viewer, hostileOrigin(), NOW)
  },
  two_factor_reset: async () => {
    const { account, viewer } = await signedInUser()
    await turnOn(viewer, NOW)
    const { by } = await byAdministrator()
    return () => resetTwoFactor(by, account.id, { reason: HOSTILE }, NOW)
  },
  recovery_codes_created: async () => {
    const { viewer } = await signedInUser()
    await turnOn(viewer, NOW)
    return () => replaceOwnRecoveryCodes(viewer, hostileOrigin(), NOW)
  },
  trusted_browsers_ended: async () => {
    const { account, viewer } = await signedInUser()
    await turnOn(viewer, NOW)
    const browser = { userId: account.id, browserHash: 'x', client: newVisitor() }
    await trustBrowser(prisma(), { ...browser, expiresAt: later(NOW, days(1)) }, NOW)
    return () => stopTrusting(viewer, null, hostileOrigin(), NOW)
  },
  passkey_added: async () => {
    const { viewer } = await signedInUser()
    const answer = new SyntheticAuthenticator().create(await creationOptions(viewer, NOW))
    return () => addPasskey(viewer, answer, hostileOrigin(), NOW)
  },
  passkey_renamed: async () => {
    const { viewer } = await signedInUser()
    await addTo(viewer, NOW)
    const [own] = await listOwnPasskeys(viewer)
    const input = { id: own?.id ?? '', name: 'Blue key' }
    return () => renameOwnPasskey(viewer, input, hostileOrigin(), NOW)
  },
  passkey_removed: async () => {
    const { viewer } = await signedInUser()
    await addTo(viewer, NOW)
    const [own] = await listOwnPasskeys(viewer)
    return () => removeOwnPasskey(viewer, { id: own?.id ?? '' }, hostileOrigin(), NOW)
  },
  passkey_cloned: async () => {
    const { viewer } = await signedInUser()
    const device = await addTo(viewer, NOW)
    const answer = device.get(askedToSignIn(NOW), { counter: 0 })
    return () => signInBy(answer, hostileOrigin(), NOW)
  },
  audit_exported: async () => {
    const { viewer } = await byAdministrator()
    const all = {
      ...{ action: null, result: null, from: null, to: null, person: HOSTILE },
      ...{ order: 'newest' as const, withSimulated: false },
    }
    return () => exportAuditLog(viewer, all, [viewer.id], hostileOrigin(), NOW)
  },
  audit_pruned: async () => {
    await newViewer(await newAccount(), NOW)
    await sealAuditEvents(null, NOW)
    return () => pruneAuditLog(later(NOW, days(1)), later(NOW, days(2)))
  },
}

/** Extra fields of the event; none by default. */
const DETAILS: Partial<Record<AuditAction, unknown>> = {
  authn_login_success: { failures: 0, isNewDevice: false, method: 'password' },
  authn_login_successafterfail: { failures: 1, isNewDevice: false, method: 'password' },
  authn_login_fail: { reason: 'wrong_password' },
  authn_password_change: { sessionsEnded: 0 },
  authn_password_change_fail: { reason: 'password_wrong' },
  authn_password_reset: { sessionsEnded: 0 },
  authn_token_created: { purpose: 'reset_password' },
  authn_token_reuse: { purpose: 'reset_password' },
  authn_token_revoked: { scope: 'read' },
  authz_change: { from: 'USER', to: 'ADMIN' },
  authz_fail: { place: 'users' },
  session_ended: { reason: 'sign_out' },
  session_cookie_copied: { noteDigest: expect.any(String) },
  user_updated: changedFields('name'),
  user_disabled: { sessionsEnded: 0, endsByItself: false, noteDigest: expect.any(String) },
  email_change_undone: { sessionsEnded: 1 },
  two_factor_enabled: { sessionsEnded: 0 },
  two_factor_disabled: { sessionsEnded: 0 },
  two_factor_reset: { sessionsEnded: 1, passkeys: 0 },
  trusted_browsers_ended: { count: 1 },
  passkey_added: { aaguid: expect.any(String), sessionsEnded: 0 },
  passkey_removed: { sessionsEnded: 0 },
  audit_exported: { isOfOnePerson: true },
  audit_pruned: expect.objectContaining({ removed: expect.any(Number) }),
}

/** Formatted as on standard output. */
function capturedLines(): string[] {
  const lines: string[] = []
  const written = createLog('debug', { write: (line) => void lines.push(line) })
  for (const level of ['debug', 'info', 'warn', 'error', 'fatal'] as const) {
    vi.spyOn(log, level).mockImplementation(written[level])
  }
  return lines
}

beforeEach(async () => {
  // All requests come from one address here, which has its limits.
  await prisma().attemptCounter.deleteMany()
})

describe.each(AUDIT_ACTIONS)('%s', (action) => {
  test('is recorded once, as one line, with its client info', async () => {
    const deed = await DEEDS[action]()
    const before = await prisma().auditEvent.findMany({ select: { id: true } })
    const lines = capturedLines()

    await deed()

    const known = new Set(before.map(({ id }) => id))
    const events = (await prisma().auditEvent.findMany({ orderBy: { id: 'asc' } })).filter(
      ({ id }) => !known.has(id),
    )
    const [event, ...again] = events.filter((event) => event.action === action)
    expect(again).toEqual([])
    expect(event?.details).toEqual(DETAILS[action] ?? {})
    const origin = await prisma().auditOrigin.findUnique({ where: { eventId: event?.id ?? '' } })
    // Pruning has no user.
    expect(origin).toEqual(
      action === 'audit_pruned' ? null : expect.objectContaining(hostileOrigin()),
    )
    const written = lines.map((line) => JSON.parse(line) as Record<string, string>)
    const told = written.map(({ event, result, actorId = null, targetId = null }) => {
      return { action: event, result, actorId, targetId }
    })
    // Any other event of the action is also logged exactly once.
    expect(told.filter((one) => AUDIT_ACTIONS.some((known) => known === one.action))).toEqual(
      events.map(({ action, result, actorId, targetId }) => {
        return { action, result, actorId, targetId }
      }),
    )
    expect(lines.join('')).not.toMatch(
      /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/,
    )
    expect(lines.every((line) => line.indexOf('\n') === line.length - 1)).toBe(true)
  })
})
