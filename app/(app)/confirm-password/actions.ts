'use server'

import { headers } from 'next/headers'
import { requireSignedIn } from '@/lib/auth/guards'
import { landingPath } from '@/lib/auth/landing-path'
import { hardRedirect } from '@/lib/auth/hard-redirect'
import { signInRequestOf } from '@/lib/auth/request-context'
import { parseForm, readFields, type FormState } from '@/lib/platform/forms'
import { confirmWithPasskeySchema } from '@/lib/schemas/passkeys'
import { confirmPasswordSchema } from '@/lib/schemas/passwords'
import { secondFactorSchema } from '@/lib/schemas/two-factor'
import type { Viewer } from '@/lib/services/viewer'
import { confirmPassword, confirmWithPasskey } from '@/lib/services/passwords/confirm-password'

export async function confirmPasswordAction(
  _previous: FormState,
  formData: FormData,
): Promise<FormState> {
  const viewer = await requireSignedIn()
  if (readFields(formData).passkey !== undefined) return confirmByPasskey(viewer, formData)
  const parsed = parseForm(confirmPasswordSchema, formData)
  if (!parsed.ok) return parsed.state
  const { password, callbackUrl } = parsed.value
  const second = viewer.twoFactorEnabledAt && parseForm(secondFactorSchema, formData)
  if (second?.ok === false) return second.state
  const given = { password, secondFactor: second?.value }
  const request = signInRequestOf(await headers())
  const result = await confirmPassword(viewer, given, request, new Date())
  if (!result.ok) return { refusal: result.refusal }
  return hardRedirect(callbackUrl ?? landingPath(viewer.role))
}

async function confirmByPasskey(viewer: Viewer, formData: FormData): Promise<FormState> {
  const parsed = parseForm(confirmWithPasskeySchema, formData)
  if (!parsed.ok) return { refusal: parsed.state.refusal ?? { code: 'passkey_failed' } }
  const { passkey, callbackUrl } = parsed.value
  const request = signInRequestOf(await headers())
  const result = await confirmWithPasskey(viewer, passkey, request, new Date())
  if (!result.ok) return { refusal: result.refusal }
  return hardRedirect(callbackUrl ?? landingPath(viewer.role))
}
