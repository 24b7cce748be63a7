'use server'

import { headers } from 'next/headers'
import { readViewer } from '@/lib/auth/guards'
import { landingPath, landingPathOfAnyRole } from '@/lib/auth/landing-path'
import { hardRedirect } from '@/lib/auth/hard-redirect'
import { forgetMailedLink, mailedLinkIn } from '@/lib/auth/mailed-link'
import { clientInfoOf } from '@/lib/auth/request-context'
import { signInOnServer } from '@/lib/auth/server-sign-in'
import { keptValues, parseForm, readFields, type FormState } from '@/lib/platform/forms'
import { signInPathWith } from '@/lib/domain/site/notices'
import { SECOND_STEP_PATH } from '@/lib/domain/site/redirects'
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
  const viewer = await readViewer()
  const account = await findConfirmation(token, viewer?.id ?? null, now)
  const shown = { link: { reference, account } }
  const parsed = parseForm(confirmEmailSchema, formData, KEPT)
  if (!parsed.ok) return { ...parsed.state, ...shown }
  const input = { ...parsed.value, token }
  const result = await confirmEmail(input, clientInfoOf(await headers()), now)
  if (!result.ok) {
    return { refusal: result.refusal, values: keptValues(readFields(formData), KEPT), ...shown }
  }
  await forgetMailedLink('verify-email', link)
  if (result.value === 'email_changed') {
    // A signed-in viewer stays signed in; a full load shows the new address everywhere.
    return hardRedirect(
      viewer ? '/account/security?notice=email-changed' : signInPathWith('email-changed'),
    )
  }
  const identifier = account?.email ?? ''
  if (viewer?.email === identifier) return hardRedirect(landingPath(viewer.role))
  const refusal = await signInOnServer({
    ...{ identifier, password: parsed.value.password, remember: false },
  })
  if (refusal?.code === 'two_factor_required') return hardRedirect(SECOND_STEP_PATH)
  if (refusal) return hardRedirect(signInPathWith('email-confirmed'))
  const left = await hardRedirect(landingPathOfAnyRole())
  return { ...left, notice: 'Email confirmed. Signing you in…' }
}
