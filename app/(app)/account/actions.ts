'use server'

import { revalidatePath } from 'next/cache'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { requireViewer } from '@/lib/auth/guards'
import { clientInfoOf } from '@/lib/auth/request-context'
import { keptValues, parseForm, readFields, type FormState } from '@/lib/platform/forms'
import { profileSchema } from '@/lib/schemas/account'
import { updateProfile } from '@/lib/services/account/profile'
import { removeProfileImage } from '@/lib/services/account/profile-image'

/** Everything but the file, which a browser does not take back. */
const KEPT = Object.keys(profileSchema.shape).filter((field) => field !== 'image')

export async function saveProfileAction(
  _previous: FormState,
  formData: FormData,
): Promise<FormState> {
  const viewer = await requireViewer()
  const parsed = parseForm(profileSchema, formData, KEPT)
  if (!parsed.ok) return parsed.state
  const { image: file, ...profile } = parsed.value
  const image = file && new Uint8Array(await file.arrayBuffer())
  const request = clientInfoOf(await headers())
  const result = await updateProfile(viewer, { ...profile, image }, request, new Date())
  if (!result.ok) {
    return { refusal: result.refusal, values: keptValues(readFields(formData), KEPT) }
  }
  showEverywhere()
  return { notice: 'Profile saved.', values: profile }
}

export async function removeImageAction(): Promise<FormState> {
  const viewer = await requireViewer()
  await removeProfileImage(viewer, clientInfoOf(await headers()), new Date())
  showEverywhere()
  // The form disappears with the image, so the page reports the result.
  redirect('/account?notice=image-removed')
}

/** The header and every page in the router's cache show the profile. */
function showEverywhere(): void {
  revalidatePath('/', 'layout')
}
