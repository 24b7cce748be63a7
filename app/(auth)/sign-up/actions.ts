'use server'

import { headers } from 'next/headers'
import { landingPathOfAnyRole } from '@/lib/auth/landing-path'
import { hardRedirect } from '@/lib/auth/hard-redirect'
import { clientInfoOf } from '@/lib/auth/request-context'
import { signInOnServer } from '@/lib/auth/server-sign-in'
import { keptValues, parseForm, readFields, type FormState } from '@/lib/platform/forms'
import { signUpSchema } from '@/lib/schemas/sign-up'
import { signUp } from '@/lib/services/sign-up/sign-up'

const KEPT = ['name', 'username', 'email'] as const

export async function signUpAction(_previous: FormState, formData: FormData): Promise<FormState> {
  const parsed = parseForm(signUpSchema, formData, KEPT)
  if (!parsed.ok) return parsed.state
  const result = await signUp(parsed.value, clientInfoOf(await headers()), new Date())
  if (!result.ok) {
    return { refusal: result.refusal, values: keptValues(readFields(formData), KEPT) }
  }
  if (result.value === 'confirmation_sent') {
    return { notice: 'Check your email', values: { email: parsed.value.email } }
  }
  const { email: identifier, password } = parsed.value
  const refusal = await signInOnServer({ identifier, password, remember: false })
  return hardRedirect(refusal ? `/sign-in?code=${refusal.code}` : landingPathOfAnyRole())
}
