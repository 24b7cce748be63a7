'use server'

import { revalidatePath } from 'next/cache'
import { headers } from 'next/headers'
import { requireViewer } from '@/lib/auth/guards'
import { originOf } from '@/lib/auth/request-context'
import { keptValues, parseForm, readFields, type FormState } from '@/lib/forms'
import { profileSchema } from '@/lib/schemas/profile'
import { updateProfile } from '@/lib/services/profile'

const KEPT = ['name', 'username'] as const

export async function saveProfileAction(
  _previous: FormState,
  formData: FormData,
): Promise<FormState> {
  const viewer = await requireViewer()
  const parsed = parseForm(profileSchema, formData, KEPT)
  if (!parsed.ok) return parsed.state
  const result = await updateProfile(viewer, parsed.value, originOf(await headers()), new Date())
  if (!result.ok) {
    return { refusal: result.refusal, values: keptValues(readFields(formData), KEPT) }
  }
  // The header and every page the router keeps show the name.
  revalidatePath('/', 'layout')
  return { notice: 'Your profile is saved.', values: parsed.value }
}
