'use server'

import { headers } from 'next/headers'
import { hardRedirect } from '@/lib/auth/hard-redirect'
import { clearLinkToken, readLinkToken } from '@/lib/auth/link-cookie'
import { clientInfoOf } from '@/lib/auth/request-context'
import type { FormState } from '@/lib/platform/forms'
import { signInPathWith } from '@/lib/domain/site/notices'
import { secureAccount } from '@/lib/services/passwords/not-me'

export async function secureAccountAction(): Promise<FormState> {
  const token = await readLinkToken('not-me')
  if (!token) return { refusal: { code: 'token_invalid' } }
  const result = await secureAccount({ token }, clientInfoOf(await headers()), new Date())
  if (!result.ok) return { refusal: result.refusal }
  await clearLinkToken()
  return hardRedirect(signInPathWith('account-secured'))
}
