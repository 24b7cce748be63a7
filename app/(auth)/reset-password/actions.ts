'use server'

import { leave } from '@/lib/auth/leave'
import { clearLinkToken, readLinkToken } from '@/lib/auth/link-cookie'
import { parseForm, type FormState } from '@/lib/forms'
import { signInPathWith } from '@/lib/notices'
import { resetPasswordSchema } from '@/lib/schemas/reset-password'
import { resetPassword } from '@/lib/services/password-reset'

export async function resetPasswordAction(
  _previous: FormState,
  formData: FormData,
): Promise<FormState> {
  const token = await readLinkToken('reset-password')
  if (!token) return { refusal: { code: 'token_invalid' } }
  const parsed = parseForm(resetPasswordSchema, formData)
  if (!parsed.ok) return parsed.state
  const result = await resetPassword({ token, password: parsed.value.password }, new Date())
  if (!result.ok) return { refusal: result.refusal }
  await clearLinkToken()
  return leave(signInPathWith('password-reset'))
}
