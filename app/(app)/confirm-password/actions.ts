'use server'

import { headers } from 'next/headers'
import { requireViewer } from '@/lib/auth/guards'
import { landingPath } from '@/lib/auth/landing-path'
import { hardRedirect } from '@/lib/auth/hard-redirect'
import { signInRequestOf } from '@/lib/auth/request-context'
import { parseForm, type FormState } from '@/lib/platform/forms'
import { confirmPasswordSchema } from '@/lib/schemas/passwords'
import { confirmPassword } from '@/lib/services/passwords/confirm-password'

export async function confirmPasswordAction(
  _previous: FormState,
  formData: FormData,
): Promise<FormState> {
  const viewer = await requireViewer()
  const parsed = parseForm(confirmPasswordSchema, formData)
  if (!parsed.ok) return parsed.state
  const { password, callbackUrl } = parsed.value
  const request = signInRequestOf(await headers())
  const result = await confirmPassword(viewer, password, request, new Date())
  if (!result.ok) return { refusal: result.refusal }
  return hardRedirect(callbackUrl ?? landingPath(viewer.role))
}
