'use server'

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
  await requestPasswordReset(parsed.value, new Date())
  return { notice: LINK_REQUESTED, values: parsed.value }
}
