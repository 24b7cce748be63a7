'use server'

import { headers } from 'next/headers'
import { hardRedirect } from '@/lib/auth/hard-redirect'
import { forgetMailedLink, mailedLinkIn } from '@/lib/auth/mailed-link'
import { clientInfoOf } from '@/lib/auth/request-context'
import { parseForm, type FormState } from '@/lib/platform/forms'
import { signInPathWith } from '@/lib/domain/site/notices'
import { resetPasswordSchema } from '@/lib/schemas/passwords'
import { findResetAccount, resetPassword } from '@/lib/services/passwords/password-reset'

export async function resetPasswordAction(
  _previous: FormState,
  formData: FormData,
): Promise<FormState> {
  const link = mailedLinkIn('reset-password', formData)
  if (!link) return { refusal: { code: 'token_invalid' } }
  const { token, reference } = link
  const now = new Date()
  const shown = { link: { reference, account: await findResetAccount(token, now) } }
  const parsed = parseForm(resetPasswordSchema, formData)
  if (!parsed.ok) return { ...parsed.state, ...shown }
  const { password } = parsed.value
  const result = await resetPassword({ token, password }, clientInfoOf(await headers()), now)
  if (!result.ok) return { refusal: result.refusal, ...shown }
  await forgetMailedLink('reset-password', link)
  return hardRedirect(signInPathWith('password-reset'))
}
