/** The attack scenarios. Their names are part of the recording. */
export const SCENARIOS = [
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
  'stolen-cookie',
  'no-code',
  'code-twice',
  'assertion-replayed',
  'assertion-elsewhere',
  'cloned-authenticator',
  'open-redirect',
  'oversized-body',
] as const

export type ScenarioName = (typeof SCENARIOS)[number]

export function isScenarioName(value: unknown): value is ScenarioName {
  return SCENARIOS.some((scenario) => scenario === value)
}

/** What the attacker got back for one request. */
export type Exchange = {
  /** The request's id, under which its steps are recorded. */
  requestId: string
  method: string
  path: string
  status: number
  ms: number
  /** The answer in words. */
  sees: string
  /** Part of the legitimate preparation, such as the victim's own sign-in. */
  isSetUp?: true
  /** For comparing durations. */
  group?: 'known' | 'unknown'
}
