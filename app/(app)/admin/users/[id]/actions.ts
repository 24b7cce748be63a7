'use server'

import { requireAdmin } from '@/lib/auth/guards'
import { keptValues, parseForm, readFields, type FormState } from '@/lib/platform/forms'
import { disableUserSchema, resetTwoFactorSchema } from '@/lib/schemas/admin-users'
import { resendUserVerification, sendResetLink } from '@/lib/services/admin-pages/admin-mails'
import {
  deleteUser,
  disableUser,
  enableUser,
  resetTwoFactor,
  setRole,
  signOutAllDevices,
} from '@/lib/services/admin/admin-users'
import { shownEmail } from '@/lib/domain/accounts/identifiers'
import { act } from './act'
import {
  ADMINISTRATOR_ROLE,
  DEFAULT_ROLE,
  isAdministrator,
  isRole,
  roleLabel,
} from '@/lib/domain/accounts/roles'

const KEPT = ['reason', 'until'] as const

export async function makeAdminAction(
  userId: string,
  _previous: FormState,
  formData: FormData,
): Promise<FormState> {
  return act(userId, formData, {
    question: ({ username }) => `Make @${username} an administrator?`,
    run: (by, id, now) => setRole(by, id, ADMINISTRATOR_ROLE, now),
    done: 'made-admin',
  })
}

export async function removeAdminAction(
  userId: string,
  _previous: FormState,
  formData: FormData,
): Promise<FormState> {
  return act(userId, formData, {
    question: ({ username }) => `Remove administrator access from @${username}?`,
    run: (by, id, now) => setRole(by, id, DEFAULT_ROLE, now),
    done: 'removed-admin',
    isNeverOwn: true,
  })
}

/** @param role bound by the page, but sent by the browser, so from anywhere */
export async function giveRoleAction(
  userId: string,
  role: string,
  _previous: FormState,
  formData: FormData,
): Promise<FormState> {
  await requireAdmin('user_action')
  if (!isRole(role)) return { refusal: { code: 'invalid_input' } }
  return act(userId, formData, {
    question: ({ username }) => `Change the role of @${username} to ${roleLabel(role)}?`,
    run: (by, id, now) => setRole(by, id, role, now),
    done: 'role-changed',
    isNeverOwn: !isAdministrator(role),
  })
}

export async function disableUserAction(
  userId: string,
  _previous: FormState,
  formData: FormData,
): Promise<FormState> {
  await requireAdmin('user_action')
  const parsed = parseForm(disableUserSchema, formData, KEPT)
  if (!parsed.ok) return parsed.state
  const { reason, until } = parsed.value
  const typed = keptValues(readFields(formData), KEPT)
  if (until !== null && until <= new Date()) {
    const fieldErrors = { until: 'Choose a time in the future (UTC).' }
    return { refusal: { code: 'invalid_input' }, fieldErrors, values: typed }
  }
  const end = until === null ? 'indefinitely' : `until ${until.toUTCString()}`
  return act(userId, formData, {
    question: ({ username }) => `Disable @${username} ${end} and sign out every device?`,
    run: (by, id, now) => disableUser(by, id, { reason, until }, now),
    done: 'disabled',
    isNeverOwn: true,
    typed,
  })
}

export async function enableUserAction(
  userId: string,
  _previous: FormState,
  formData: FormData,
): Promise<FormState> {
  return act(userId, formData, {
    question: ({ username }) => `Allow @${username} to sign in again?`,
    run: enableUser,
    done: 'enabled',
  })
}

export async function signOutAllAction(
  userId: string,
  _previous: FormState,
  formData: FormData,
): Promise<FormState> {
  return act(userId, formData, {
    question: ({ username }) => `Sign @${username} out on every device?`,
    run: signOutAllDevices,
    done: 'signed-out',
    isNeverOwn: true,
  })
}

export async function sendResetLinkAction(
  userId: string,
  _previous: FormState,
  formData: FormData,
): Promise<FormState> {
  return act(userId, formData, {
    question: ({ email }) => `Send a reset link to ${shownEmail(email)}?`,
    run: sendResetLink,
    done: 'reset-sent',
  })
}

export async function resendUserVerificationAction(
  userId: string,
  _previous: FormState,
  formData: FormData,
): Promise<FormState> {
  return act(userId, formData, {
    question: ({ email }) => `Send a new confirmation link to ${shownEmail(email)}?`,
    run: resendUserVerification,
    done: (sent) => (sent === 'confirmed' ? 'already-confirmed' : 'verification-sent'),
  })
}

export async function resetTwoFactorAction(
  userId: string,
  _previous: FormState,
  formData: FormData,
): Promise<FormState> {
  await requireAdmin('user_action')
  const parsed = parseForm(resetTwoFactorSchema, formData, ['reason'])
  if (!parsed.ok) return parsed.state
  return act(userId, formData, {
    question: ({ username }) => `Turn two-factor off for @${username} and sign out every device?`,
    isFinal: true,
    run: (by, id, now) => resetTwoFactor(by, id, parsed.value, now),
    done: (outcome) => (outcome === 'reset' ? 'two-factor-reset' : 'two-factor-was-off'),
    isNeverOwn: true,
    typed: keptValues(readFields(formData), ['reason']),
  })
}

export async function deleteUserAction(
  userId: string,
  _previous: FormState,
  formData: FormData,
): Promise<FormState> {
  return act(userId, formData, {
    question: ({ username }) => `Delete @${username} permanently?`,
    isFinal: true,
    run: deleteUser,
    done: 'deleted',
    isNeverOwn: true,
    endsAt: '/admin/users',
  })
}
