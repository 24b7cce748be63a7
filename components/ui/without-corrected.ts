import type { FormState } from '@/lib/platform/forms'

/**
 * The state without what it says about fields that have been edited since: an error is about what was
 * sent, and goes while somebody corrects it. Other refusals stay until the form is sent again.
 *
 * @param edited names of fields
 */
export function withoutCorrected(state: FormState, edited: ReadonlySet<string>): FormState {
  const { refusal, fieldErrors, ...rest } = state
  if (!refusal || edited.size === 0) return state
  const errors = Object.entries(fieldErrors ?? {})
  const left = errors.filter(([name]) => !edited.has(name))
  const isCorrected = errors.length > 0 ? left.length === 0 : refusal.code === 'invalid_credentials'
  return { ...rest, ...(isCorrected ? {} : { refusal }), fieldErrors: Object.fromEntries(left) }
}
