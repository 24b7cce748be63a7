'use server'

import { headers } from 'next/headers'
import { hardRedirect } from '@/lib/auth/hard-redirect'
import { clearLinkToken, readLinkToken } from '@/lib/auth/link-cookie'
import { clientInfoOf } from '@/lib/auth/request-context'
import { parseForm, type FormState } from '@/lib/platform/forms'
import { signInPathWith } from '@/lib/domain/site/notices'
import { resetPasswordSchema } from '@/lib/schemas/passwords'
import { resetPassword } from '@/lib/services/passwords/password-reset'

export async function resetPasswordAction(
  _previous: FormState,
  formData: FormData,
): Promise<FormState> {
  const token = await readLinkToken('reset-password')
  if (!token) return { refusal: { code: 'token_invalid' } }
  const parsed = parseForm(resetPasswordSchema, formData)
  if (!parsed.ok) return parsed.state
  const { password } = parsed.value
  const result = await resetPassword({ token, password }, clientInfoOf(await headers()), new Date())
  if (!result.ok) return { refusal: result.refusal }
  await clearLinkToken()
  return hardRedirect(signInPathWith('password-reset'))
}
