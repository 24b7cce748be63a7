'use server'

import { headers } from 'next/headers'
import { hardRedirect } from '@/lib/auth/hard-redirect'
import { readLinkToken, setLinkToken } from '@/lib/auth/link-cookie'
import { clientInfoOf } from '@/lib/auth/request-context'
import type { FormState } from '@/lib/platform/forms'
import { undoEmailChange } from '@/lib/services/email/undo-email-change'

export async function undoEmailAction(): Promise<FormState> {
  const token = await readLinkToken('undo-email')
  if (!token) return { refusal: { code: 'token_invalid' } }
  const result = await undoEmailChange(token, clientInfoOf(await headers()), new Date())
  if (!result.ok) return { refusal: result.refusal }
  await setLinkToken('reset-password', result.value.resetToken)
  return hardRedirect('/reset-password')
}
