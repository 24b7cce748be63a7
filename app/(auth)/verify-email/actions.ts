'use server'

import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { readViewer } from '@/lib/auth/guards'
import { hardRedirect } from '@/lib/auth/hard-redirect'
import { forgetMailedLink, mailedLinkIn } from '@/lib/auth/mailed-link'
import { clientInfoOf } from '@/lib/auth/request-context'
import { keptValues, parseForm, readFields, type FormState } from '@/lib/platform/forms'
import { signInPathWith } from '@/lib/domain/site/notices'
import { confirmEmailSchema } from '@/lib/schemas/sign-up'
import { confirmEmail, findConfirmation } from '@/lib/services/sign-up/confirm-email'

const KEPT = ['username'] as const

export async function confirmEmailAction(
  _previous: FormState,
  formData: FormData,
): Promise<FormState> {
  const link = mailedLinkIn('verify-email', formData)
  if (!link) return { refusal: { code: 'token_invalid' } }
  const { token, reference } = link
  const now = new Date()
  const shown = { link: { reference, account: await findConfirmation(token, now) } }
  const parsed = parseForm(confirmEmailSchema, formData, KEPT)
  if (!parsed.ok) return { ...parsed.state, ...shown }
  const input = { ...parsed.value, token }
  const result = await confirmEmail(input, clientInfoOf(await headers()), now)
  if (!result.ok) {
    return { refusal: result.refusal, values: keptValues(readFields(formData), KEPT), ...shown }
  }
  await forgetMailedLink('verify-email', link)
  if (result.value === 'confirmed') redirect(signInPathWith('email-confirmed'))
  // A signed-in viewer stays signed in; a full load shows the new address everywhere.
  const viewer = await readViewer()
  return hardRedirect(
    viewer ? '/account/security?notice=email-changed' : signInPathWith('email-changed'),
  )
}
