'use server'

import { headers } from 'next/headers'
import { hardRedirect } from '@/lib/auth/hard-redirect'
import { followMailedLink, mailedLinkIn } from '@/lib/auth/mailed-link'
import { clientInfoOf } from '@/lib/auth/request-context'
import type { FormState } from '@/lib/platform/forms'
import { findUndoAccount, undoEmailChange } from '@/lib/services/email/undo-email-change'

export async function undoEmailAction(
  _previous: FormState,
  formData: FormData,
): Promise<FormState> {
  const link = mailedLinkIn('undo-email', formData)
  if (!link) return { refusal: { code: 'token_invalid' } }
  const { token, reference } = link
  const now = new Date()
  const account = await findUndoAccount(token, now)
  const result = await undoEmailChange(token, clientInfoOf(await headers()), now)
  if (!result.ok) return { refusal: result.refusal, link: { reference, account } }
  return hardRedirect(await followMailedLink('reset-password', result.value.resetToken))
}
