/** Which of the two an input takes. */
export type SecondFactorKind = 'code' | 'recovery'

/** @param value from the query, so untrusted */
export function secondFactorKind(value: unknown): SecondFactorKind {
  return value === 'recovery' ? 'recovery' : 'code'
}
