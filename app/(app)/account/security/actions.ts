'use server'

import { cookies, headers } from 'next/headers'
import { deviceCookieAfter } from '@/lib/auth/device-cookie'
import { requireViewer } from '@/lib/auth/guards'
import { signInRequestOf } from '@/lib/auth/request-context'
import { sentenceFor, type Refusal } from '@/lib/errors'
import { parseForm, type FormState } from '@/lib/forms'
import { changePasswordSchema } from '@/lib/schemas/change-password'
import { changePassword } from '@/lib/services/change-password'

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
  // Devices known by the old password are strangers now; this one has just shown the new one.
  const { name, value, options } = deviceCookieAfter(received.get('cookie') ?? '', viewer.id, now)
  const jar = await cookies()
  jar.set(name, value, options)
  return { notice: 'Your password is changed. Every other device was signed out.' }
}

/** Says at the field which of the two passwords it is about. */
function refusedPassword(refusal: Refusal): FormState {
  const sentence = sentenceFor(refusal)
  if (refusal.code === 'invalid_credentials') {
    return { refusal, fieldErrors: { currentPassword: sentence } }
  }
  const isAboutNew = refusal.code.startsWith('password_')
  return { refusal, ...(isAboutNew ? { fieldErrors: { newPassword: sentence } } : {}) }
}
