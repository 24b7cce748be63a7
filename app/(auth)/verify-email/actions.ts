'use server'

import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { clearLinkToken, readLinkToken } from '@/lib/auth/link-cookie'
import { originOf } from '@/lib/auth/request-context'
import { keptValues, parseForm, readFields, type FormState } from '@/lib/forms'
import { confirmEmailSchema } from '@/lib/schemas/confirm-email'
import { confirmEmail } from '@/lib/services/confirm-email'

const KEPT = ['username'] as const

export async function confirmEmailAction(
  _previous: FormState,
  formData: FormData,
): Promise<FormState> {
  const parsed = parseForm(confirmEmailSchema, formData, KEPT)
  if (!parsed.ok) return parsed.state
  const token = await readLinkToken('verify-email')
  if (!token) return { refusal: { code: 'token_invalid' } }
  const input = { ...parsed.value, token }
  const result = await confirmEmail(input, originOf(await headers()), new Date())
  if (!result.ok) {
    return { refusal: result.refusal, values: keptValues(readFields(formData), KEPT) }
  }
  await clearLinkToken()
  redirect('/sign-in?notice=email-confirmed')
}
