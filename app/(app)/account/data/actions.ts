'use server'

import { headers } from 'next/headers'
import { requireViewer } from '@/lib/auth/guards'
import { hardRedirect } from '@/lib/auth/hard-redirect'
import { signInRequestOf } from '@/lib/auth/request-context'
import { signOutOnServer } from '@/lib/auth/server-sign-in'
import { askForUsername } from '@/lib/auth/typed-username'
import { parseForm, type FormState } from '@/lib/platform/forms'
import { signInPathWith } from '@/lib/domain/site/notices'
import { deleteAccountSchema } from '@/lib/schemas/account'
import { deleteAccount } from '@/lib/services/account/delete-account'

export async function deleteAccountAction(
  _previous: FormState,
  formData: FormData,
): Promise<FormState> {
  const viewer = await requireViewer()
  const { username } = viewer
  const question = `Delete @${username} permanently?`
  const asked = askForUsername(formData, { question, username })
  if (asked) return asked
  const typed = { confirm: question, values: { username } }
  const parsed = parseForm(deleteAccountSchema, formData)
  if (!parsed.ok) return { ...parsed.state, ...typed }
  const request = signInRequestOf(await headers())
  const result = await deleteAccount(viewer, parsed.value.password, request, new Date())
  if (!result.ok) return { refusal: result.refusal, ...typed }
  await signOutOnServer()
  return hardRedirect(signInPathWith('account-deleted'))
}
