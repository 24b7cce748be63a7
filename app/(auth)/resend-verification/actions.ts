'use server'

import { headers } from 'next/headers'
import { clientInfoOf } from '@/lib/auth/request-context'
import { parseForm, type FormState } from '@/lib/platform/forms'
import { LINK_REQUESTED } from '@/lib/domain/site/notices'
import { resendVerificationSchema } from '@/lib/schemas/sign-up'
import { resendVerification } from '@/lib/services/sign-up/resend-verification'

export async function resendVerificationAction(
  _previous: FormState,
  formData: FormData,
): Promise<FormState> {
  const parsed = parseForm(resendVerificationSchema, formData, ['email'])
  if (!parsed.ok) return parsed.state
  const result = await resendVerification(parsed.value, clientInfoOf(await headers()), new Date())
  if (!result.ok) return { refusal: result.refusal, values: parsed.value }
  return { notice: LINK_REQUESTED, values: parsed.value }
}
