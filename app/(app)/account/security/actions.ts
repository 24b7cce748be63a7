'use server'

import { refresh } from 'next/cache'
import { cookies, headers } from 'next/headers'
import { deviceCookieAfter } from '@/lib/auth/device-cookie'
import { clearDraft } from '@/lib/auth/draft'
import { requireViewer } from '@/lib/auth/guards'
import { hardRedirect } from '@/lib/auth/hard-redirect'
import { requireRecentProof } from '@/lib/auth/recent-proof'
import { clientInfoOf, signInRequestOf } from '@/lib/auth/request-context'
import { sentenceFor, type Refusal } from '@/lib/platform/errors'
import { keptValues, parseForm, readFields, type FormState } from '@/lib/platform/forms'
import { EMAIL_CHANGE_REQUESTED, PASSWORD_LINK_SENT } from '@/lib/domain/site/notices'
import { changeEmailSchema } from '@/lib/schemas/account'
import { changePasswordSchema } from '@/lib/schemas/passwords'
import { requestFirstPassword } from '@/lib/services/passwords/first-password'
import { changePassword } from '@/lib/services/passwords/change-password'
import {
  cancelEmailChange,
  findPendingEmailChange,
  requestEmailChange,
} from '@/lib/services/email/email-change'

export async function changePasswordAction(
  _previous: FormState,
  formData: FormData,
): Promise<FormState> {
  const viewer = await requireViewer()
  const parsed = parseForm(changePasswordSchema, formData)
  if (!parsed.ok) return parsed.state
  const received = await headers()
  const now = new Date()
  const result = await changePassword(viewer, parsed.value, signInRequestOf(received), now)
  if (!result.ok) return refusedPassword(result.refusal)
  // A new password resets the known devices; this one stays known.
  const { name, value, options } = deviceCookieAfter(received.get('cookie') ?? '', viewer.id, now)
  const jar = await cookies()
  jar.set(name, value, options)
  return { notice: 'Password changed. Every other device was signed out.' }
}

/** Says at the field which of the two passwords it is about. */
function refusedPassword(refusal: Refusal): FormState {
  const sentence = sentenceFor(refusal)
  if (refusal.code === 'password_wrong') {
    return { refusal, fieldErrors: { currentPassword: sentence } }
  }
  const isAboutNew = refusal.code.startsWith('password_') && refusal.code !== 'password_missing'
  return { refusal, ...(isAboutNew ? { fieldErrors: { newPassword: sentence } } : {}) }
}

const KEPT = ['email'] as const

export async function changeEmailAction(
  _previous: FormState,
  formData: FormData,
): Promise<FormState> {
  const viewer = await requireViewer()
  const parsed = parseForm(changeEmailSchema, formData, KEPT)
  if (!parsed.ok) return parsed.state
  const values = keptValues(readFields(formData), KEPT)
  if (parsed.value.email === viewer.email) {
    const fieldErrors = { email: 'This is already your email.' }
    return { refusal: { code: 'invalid_input' }, fieldErrors, values }
  }
  const proven = await requireRecentProof(viewer, '/account/security', values)
  const request = clientInfoOf(await headers())
  const result = await requestEmailChange(proven, parsed.value, request, new Date())
  if (!result.ok) return { refusal: result.refusal, values }
  await clearDraft()
  refresh()
  return { notice: EMAIL_CHANGE_REQUESTED, values }
}

/** For an account without a password, on every page that would ask for it. */
export async function sendPasswordLinkAction(): Promise<FormState> {
  const viewer = await requireViewer()
  const request = clientInfoOf(await headers())
  const result = await requestFirstPassword(viewer, request, new Date())
  return result.ok ? { notice: PASSWORD_LINK_SENT } : { refusal: result.refusal }
}

const PAGE = '/account/security'

/** Mails another link to the address that a change waits for. */
export async function resendEmailChangeAction(): Promise<FormState> {
  const viewer = await requireViewer()
  const now = new Date()
  const pending = await findPendingEmailChange(viewer, now)
  if (!pending) return hardRedirect(PAGE)
  const proven = await requireRecentProof(viewer, PAGE)
  const request = clientInfoOf(await headers())
  const result = await requestEmailChange(proven, { email: pending.email }, request, now)
  if (!result.ok) return { refusal: result.refusal }
  refresh()
  return { notice: EMAIL_CHANGE_REQUESTED }
}

export async function cancelEmailChangeAction(): Promise<FormState> {
  const viewer = await requireViewer()
  await cancelEmailChange(viewer, clientInfoOf(await headers()), new Date())
  return hardRedirect(`${PAGE}?notice=email-change-cancelled`)
}
