import 'server-only'
import { headers } from 'next/headers'
import { notFound } from 'next/navigation'
import type { Done } from '@/lib/domain/site/admin-notices'
import { clearDraft } from '@/lib/auth/draft'
import { requireAdmin } from '@/lib/auth/guards'
import { hardRedirect } from '@/lib/auth/hard-redirect'
import { requireRecentProof } from '@/lib/auth/recent-proof'
import { clientInfoOf } from '@/lib/auth/request-context'
import { askForUsername } from '@/lib/auth/typed-username'
import { readFields, type FormState } from '@/lib/platform/forms'
import type { Result } from '@/lib/platform/result'
import type { Administrator } from '@/lib/services/admin/administration'
import { readUserRecord, type UserRecord } from '@/lib/services/admin-pages/user-details'

type User = UserRecord['user']

export type Step<Value> = {
  /** The question to confirm first. */
  question: (user: User) => string
  run: (by: Administrator, userId: string, now: Date) => Promise<Result<Value> | null>
  done: Done | ((value: Value) => Done)
  /** Cannot be undone, so the username has to be typed. */
  isFinal?: boolean
  /** Always refused for one's own account, so there is nothing to confirm first. */
  isNeverOwn?: boolean
  /** Text fields as typed, so that none is lost. */
  typed?: Record<string, string>
  /** Where it ends; the page of the user unless given. */
  endsAt?: string
}

/**
 * One action of the page: requires an administrator with a recent password check, asks for confirmation,
 * runs the step, and loads the page as a new document, so that the router's cache cannot show the account
 * as it was.
 *
 * @param userId as the form carried it, so from anywhere
 */
export async function act<Value>(
  userId: unknown,
  formData: FormData,
  step: Step<Value>,
): Promise<FormState> {
  const viewer = await requireAdmin('user_action')
  if (typeof userId !== 'string') return { refusal: { code: 'invalid_input' } }
  const now = new Date()
  const record = await readUserRecord(viewer, userId, now)
  if (!record) notFound()
  const { user } = record
  const path = `/admin/users/${user.id}`
  const { typed = {} } = step
  await requireRecentProof(viewer, path, typed)
  const isRefusedAnyway = step.isNeverOwn && user.id === viewer.id
  const asked = isRefusedAnyway ? null : ask(user, formData, step)
  if (asked) return asked
  const by = { viewer, request: clientInfoOf(await headers()) }
  const result = await step.run(by, user.id, now)
  if (!result) notFound()
  if (!result.ok) return { refusal: result.refusal, values: typed }
  await clearDraft()
  const done = typeof step.done === 'function' ? step.done(result.value) : step.done
  return hardRedirect(`${step.endsAt ?? path}?done=${done}`)
}

/** @returns null once it has been confirmed */
function ask<Value>(user: User, formData: FormData, step: Step<Value>): FormState | null {
  const question = step.question(user)
  const { username } = user
  const { isFinal, typed: kept = {} } = step
  if (isFinal) return askForUsername(formData, { question, username, kept })
  const isConfirmed = readFields(formData).confirmed === 'yes'
  return isConfirmed ? null : { confirm: question, values: kept }
}
