'use server'

import { headers } from 'next/headers'
import { originOf } from '@/lib/auth/request-context'
import { parseForm, type FormState } from '@/lib/forms'
import { LINK_REQUESTED } from '@/lib/notices'
import { forgotPasswordSchema } from '@/lib/schemas/forgot-password'
import { requestPasswordReset } from '@/lib/services/password-reset'

export async function forgotPasswordAction(
  _previous: FormState,
  formData: FormData,
): Promise<FormState> {
  const parsed = parseForm(forgotPasswordSchema, formData, ['email'])
  if (!parsed.ok) return parsed.state
  const result = await requestPasswordReset(parsed.value, originOf(await headers()), new Date())
  if (!result.ok) return { refusal: result.refusal, values: parsed.value }
  return { notice: LINK_REQUESTED, values: parsed.value }
}
