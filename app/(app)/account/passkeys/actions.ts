'use server'

import { refresh } from 'next/cache'
import { headers } from 'next/headers'
import { notFound } from 'next/navigation'
import { requireSignedIn } from '@/lib/auth/guards'
import { hardRedirect } from '@/lib/auth/hard-redirect'
import { requireRecentProof } from '@/lib/auth/recent-proof'
import { clientInfoOf } from '@/lib/auth/request-context'
import { PASSKEYS_PATH } from '@/lib/domain/site/redirects'
import type { Refusal } from '@/lib/platform/errors'
import { parseForm, readFields, type FormState } from '@/lib/platform/forms'
import { addPasskeySchema, removePasskeySchema, renamePasskeySchema } from '@/lib/schemas/passkeys'
import { addOfferedPasskey, addPasskey } from '@/lib/services/passkeys/add-passkey'
import { removeOwnPasskey, renameOwnPasskey } from '@/lib/services/passkeys/manage'

/** Adds the passkey that this browser's device has just made. */
export async function addPasskeyAction(
  _previous: FormState,
  formData: FormData,
): Promise<FormState> {
  return add(formData, addPasskey)
}

/** The same for a passkey that was offered, which the browser has made without a question. */
export async function addOfferedPasskeyAction(
  _previous: FormState,
  formData: FormData,
): Promise<FormState> {
  return add(formData, addOfferedPasskey)
}

async function add(formData: FormData, addAs: typeof addPasskey): Promise<FormState> {
  const viewer = await requireRecentProof(await requireSignedIn(), PASSKEYS_PATH)
  const parsed = parseForm(addPasskeySchema, formData)
  if (!parsed.ok) return parsed.state
  const client = clientInfoOf(await headers())
  const added = await addAs(viewer, parsed.value.passkey, client, new Date())
  if (!added.ok) return { refusal: added.refusal }
  refresh()
  return { notice: `Passkey added: ${added.value.name}.` }
}

/** Renames one of the viewer's passkeys, or removes it, after a question. */
export async function changePasskeyAction(
  _previous: FormState,
  formData: FormData,
): Promise<FormState> {
  const viewer = await requireRecentProof(await requireSignedIn(), PASSKEYS_PATH)
  const fields = readFields(formData)
  const client = clientInfoOf(await headers())
  if (fields.change === 'remove') {
    const parsed = parseForm(removePasskeySchema, formData)
    if (!parsed.ok) notFound()
    if (fields.cancel === 'yes') return {}
    if (fields.confirmed !== 'yes') return { confirm: 'Remove this passkey?' }
    const removed = await removeOwnPasskey(viewer, parsed.value, client, new Date())
    if (!removed.ok) return refusedOrGone(removed.refusal)
    return hardRedirect(`${PASSKEYS_PATH}?notice=passkey-removed`)
  }
  const parsed = parseForm(renamePasskeySchema, formData, ['name'])
  if (!parsed.ok) {
    if (parsed.state.fieldErrors?.id) notFound()
    return parsed.state
  }
  const renamed = await renameOwnPasskey(viewer, parsed.value, client, new Date())
  if (!renamed.ok) return refusedOrGone(renamed.refusal)
  refresh()
  return { notice: 'Passkey renamed.' }
}

/** One that was removed elsewhere takes its row with it: the page is loaded anew, and says so. */
async function refusedOrGone(refusal: Refusal): Promise<FormState> {
  if (refusal.code !== 'page_outdated') return { refusal }
  return hardRedirect(`${PASSKEYS_PATH}?notice=passkey-gone`)
}
