import type { ErrorCode } from '@/lib/platform/errors'
import { sentenceFor } from '@/lib/platform/errors'
import type { FormState } from '@/lib/platform/forms'

/** The field that a refusal refers to, if any: of several names, the one that a form has. */
const FIELD_OF: Partial<Record<ErrorCode, string | readonly string[]>> = {
  username_taken: 'username',
  user_exists: 'email',
  email_domain_refused: 'email',
  image_refused: 'image',
  password_wrong: 'password',
  password_length: 'password',
  password_too_long: 'password',
  password_characters: 'password',
  password_common: 'password',
  password_breached: 'password',
  password_personal: 'password',
  password_unchanged: 'newPassword',
  two_factor_invalid: ['code', 'recoveryCode'],
}

/** Repeats a refusal as the error of the field it refers to. */
export function markRefusedField(state: FormState): FormState {
  const field = state.refusal && FIELD_OF[state.refusal.code]
  if (!state.refusal || !field) return state
  const sentence = sentenceFor(state.refusal)
  const marked = Object.fromEntries([field].flat().map((name) => [name, sentence]))
  return { ...state, fieldErrors: { ...marked, ...state.fieldErrors } }
}
