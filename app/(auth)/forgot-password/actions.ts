'use server'

import { headers } from 'next/headers'
import { clientInfoOf } from '@/lib/auth/request-context'
import { parseForm, type FormState } from '@/lib/platform/forms'
import { LINK_REQUESTED } from '@/lib/domain/site/notices'
import { forgotPasswordSchema } from '@/lib/schemas/passwords'
import { requestPasswordReset } from '@/lib/services/passwords/password-reset'

export async function forgotPasswordAction(
  _previous: FormState,
  formData: FormData,
): Promise<FormState> {
  const parsed = parseForm(forgotPasswordSchema, formData, ['email'])
  if (!parsed.ok) return parsed.state
  const result = await requestPasswordReset(parsed.value, clientInfoOf(await headers()), new Date())
  if (!result.ok) return { refusal: result.refusal, values: parsed.value }
  return { notice: LINK_REQUESTED, values: parsed.value }
}
