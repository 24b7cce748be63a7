/** What the failure theatre plays. The name also stands in the recording. */
export const ACTS = [
  'wrong-password',
  'unknown-user',
  'missing-csrf',
  'foreign-origin',
  'limit-reached',
  'disabled',
  'unverified',
  'tampered-cookie',
  'replay',
  'revoked',
  'open-redirect',
  'oversized-body',
] as const

export type ActName = (typeof ACTS)[number]

export function isActName(value: unknown): value is ActName {
  return ACTS.some((act) => act === value)
}
