'use server'

import { revalidatePath } from 'next/cache'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { requireViewer } from '@/lib/auth/guards'
import { clientInfoOf } from '@/lib/auth/request-context'
import { keptValues, parseForm, readFields, type FormState } from '@/lib/platform/forms'
import { profileSchema } from '@/lib/schemas/profile'
import { updateProfile } from '@/lib/services/account/profile'
import { removeProfileImage } from '@/lib/services/account/profile-image'

const KEPT = ['name', 'username'] as const

export async function saveProfileAction(
  _previous: FormState,
  formData: FormData,
): Promise<FormState> {
  const viewer = await requireViewer()
  const parsed = parseForm(profileSchema, formData, KEPT)
  if (!parsed.ok) return parsed.state
  const { name, username, image: file } = parsed.value
  const image = file && new Uint8Array(await file.arrayBuffer())
  const request = clientInfoOf(await headers())
  const result = await updateProfile(viewer, { name, username, image }, request, new Date())
  if (!result.ok) {
    return { refusal: result.refusal, values: keptValues(readFields(formData), KEPT) }
  }
  showEverywhere()
  return { notice: 'Your profile is saved.', values: { name, username } }
}

export async function removeImageAction(): Promise<FormState> {
  const viewer = await requireViewer()
  await removeProfileImage(viewer, clientInfoOf(await headers()), new Date())
  showEverywhere()
  // The form goes with the image, so the page says what it did.
  redirect('/account?notice=image-removed')
}

/** The header and every page the router keeps show who one is. */
function showEverywhere(): void {
  revalidatePath('/', 'layout')
}
