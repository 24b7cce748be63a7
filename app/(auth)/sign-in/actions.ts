'use server'

import { redirect } from 'next/navigation'
import { landingPathOfAnyRole } from '@/lib/auth/landing-path'
import { SECOND_STEP_PATH } from '@/lib/domain/site/redirects'
import { keptValues, readFields, type FormState } from '@/lib/platform/forms'
import { signInSchema } from '@/lib/schemas/sign-in'

/** The sign-in form without JavaScript, or before it has loaded. */
export async function signInAction(_previous: FormState, formData: FormData): Promise<FormState> {
  const { identifier, password, remember, callbackUrl, passkey } = readFields(formData)
  const values = keptValues({ identifier, remember }, ['identifier', 'remember'])
  if (passkey !== undefined) return { refusal: { code: 'passkey_needs_script' }, values }
  const parsed = signInSchema.safeParse({ identifier, password, remember, callbackUrl })
  if (!parsed.success) return { refusal: { code: 'invalid_credentials' }, values }
  // Loaded when the form is sent: the page is shown far more often.
  const { signInOnServer } = await import('@/lib/auth/server-sign-in')
  const refusal = await signInOnServer(parsed.data)
  if (refusal?.code === 'two_factor_required') redirect(SECOND_STEP_PATH)
  if (refusal) return { refusal, values }
  redirect(parsed.data.callbackUrl ?? landingPathOfAnyRole())
}
