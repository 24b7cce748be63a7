import 'server-only'
import { normaliseIdentifier } from '@/lib/domain/accounts/identifiers'
import { readFields, type FormState } from '@/lib/platform/forms'

/**
 * What the action of a `ConfirmDialog` answers until the account's username has been typed:
 * the question, or nothing at all to whoever presses Cancel without JavaScript.
 *
 * @param question names who and what
 * @param kept what else was typed, by field name
 * @returns null once the username is there
 */
export function askForUsername(
  formData: FormData,
  {
    question,
    username,
    kept = {},
  }: { question: string; username: string; kept?: Record<string, string> },
): FormState | null {
  const { username: typed, cancel } = readFields(formData)
  if (cancel !== undefined) return { values: kept }
  if (typed === undefined) return { confirm: question, values: kept }
  const text = typeof typed === 'string' ? typed : ''
  if (normaliseIdentifier(text) === username) return null
  return {
    confirm: question,
    refusal: { code: 'invalid_input' },
    fieldErrors: { username: `Enter ${username}.` },
    values: { ...kept, username: text },
  }
}
