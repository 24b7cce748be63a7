'use server'

import { parseForm, type FormState } from '@/lib/forms'
import { LINK_REQUESTED } from '@/lib/notices'
import { resendVerificationSchema } from '@/lib/schemas/resend-verification'
import { resendVerification } from '@/lib/services/resend-verification'

export async function resendVerificationAction(
  _previous: FormState,
  formData: FormData,
): Promise<FormState> {
  const parsed = parseForm(resendVerificationSchema, formData, ['email'])
  if (!parsed.ok) return parsed.state
  await resendVerification(parsed.value, new Date())
  return { notice: LINK_REQUESTED, values: parsed.value }
}
