import 'server-only'
import { headers } from 'next/headers'
import { notFound } from 'next/navigation'
import type { Done } from '@/lib/domain/site/admin-notices'
import { clearDraft } from '@/lib/auth/draft'
import { requireAdmin } from '@/lib/auth/guards'
import { hardRedirect } from '@/lib/auth/hard-redirect'
import { requireRecentProof } from '@/lib/auth/recent-proof'
import { clientInfoOf } from '@/lib/auth/request-context'
import { readFields, type FormState } from '@/lib/platform/forms'
import type { Result } from '@/lib/platform/result'
import type { Administrator } from '@/lib/services/admin/administration'
import { readUserRecord, type UserRecord } from '@/lib/services/admin-pages/user-details'

type User = UserRecord['user']

export type Step<Value> = {
  /** What is asked before it is done. */
  question: (user: User) => string
  run: (by: Administrator, userId: string, now: Date) => Promise<Result<Value> | null>
  done: Done | ((value: Value) => Done)
  /** Refused to whoever it is about, so there is nothing to ask first. */
  isNeverOwn?: boolean
  /** Text fields as typed, so that none is lost. */
  typed?: Record<string, string>
  /** Where it ends; the page of the user unless given. */
  endsAt?: string
}

/**
 * One action of the page: who asks, whom it is about, the password again when its last check is old, the
 * question, the deed, and the page again.
 * A full document load ends it, so that nothing the router kept shows the account as it was.
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
  const isAsked = readFields(formData).confirmed === 'yes'
  if (!isAsked && !(step.isNeverOwn && user.id === viewer.id)) {
    return { confirm: step.question(user), values: typed }
  }
  const by = { viewer, request: clientInfoOf(await headers()) }
  const result = await step.run(by, user.id, now)
  if (!result) notFound()
  if (!result.ok) return { refusal: result.refusal, values: typed }
  await clearDraft()
  const done = typeof step.done === 'function' ? step.done(result.value) : step.done
  return hardRedirect(`${step.endsAt ?? path}?done=${done}`)
}
