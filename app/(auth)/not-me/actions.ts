'use server'

import { headers } from 'next/headers'
import { hardRedirect } from '@/lib/auth/hard-redirect'
import { forgetMailedLink, mailedLinkIn } from '@/lib/auth/mailed-link'
import { clientInfoOf } from '@/lib/auth/request-context'
import type { FormState } from '@/lib/platform/forms'
import { signInPathWith } from '@/lib/domain/site/notices'
import { findNotMeAccount, secureAccount } from '@/lib/services/passwords/not-me'

export async function secureAccountAction(
  _previous: FormState,
  formData: FormData,
): Promise<FormState> {
  const link = mailedLinkIn('not-me', formData)
  if (!link) return { refusal: { code: 'token_invalid' } }
  const { token, reference } = link
  const now = new Date()
  const account = await findNotMeAccount(token, now)
  const result = await secureAccount({ token }, clientInfoOf(await headers()), now)
  if (!result.ok) return { refusal: result.refusal, link: { reference, account } }
  await forgetMailedLink('not-me', link)
  return hardRedirect(signInPathWith('account-secured'))
}
