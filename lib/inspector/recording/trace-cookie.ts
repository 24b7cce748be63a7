import { createHmac, randomBytes } from 'node:crypto'
import { isSame } from '@/lib/crypto/is-same'
import { purposeKey, purposeKeys } from '@/lib/crypto/purpose-key'
import { isScenarioName, type ScenarioName } from '@/lib/inspector/scenarios/scenario-list'

/** The content of the trace cookie, once its signature was checked. */
export type Trace = {
  /** The id of the recording. Only the holder of the cookie may read it. */
  recording: string
  /** Only in the cookie that the server uses while it runs a scenario. */
  simulated?: { scenario: ScenarioName; address: string }
}

/** The lifetime of the cookie. Recorded events are kept for a far shorter time. */
export const TRACE_SECONDS = 3600

const ID_BYTES = 16
const SCENARIO_SECONDS = 60
const MS_PER_SECOND = 1000
const ID = /^[\w-]{22}$/
const RUN_ID = /^[0-9a-f]{8}$/

/** A new recording, and the cookie that names it. */
export function newTrace(): { recording: string; value: string } {
  const recording = randomBytes(ID_BYTES).toString('base64url')
  return { recording, value: signed(recording) }
}

/**
 * The cookie under which the server runs one scenario, for a minute. It carries an address of its own
 * from the range for documentation (RFC 3849), so that no limit is used up but the scenario's.
 */
export function scenarioCookie(
  recording: string,
  scenario: ScenarioName,
  runId: string,
  now: Date,
): string {
  const until = Math.floor(now.getTime() / MS_PER_SECOND) + SCENARIO_SECONDS
  return signed([recording, scenario, runId, until].join('.'))
}

export function newScenarioRunId(): string {
  return randomBytes(4).toString('hex')
}

/** @returns null for a cookie this server did not sign, and for an expired simulation */
export function readTrace(value: string | null, now: Date): Trace | null {
  if (value === null) return null
  const at = value.lastIndexOf('.')
  const text = value.slice(0, Math.max(0, at))
  if (!isSigned(text, value.slice(at + 1))) return null
  const [recording = '', scenario, runId = '', until] = text.split('.')
  if (!ID.test(recording)) return null
  if (scenario === undefined) return { recording }
  if (!isScenarioName(scenario) || !RUN_ID.test(runId)) return null
  if (Number(until) * MS_PER_SECOND < now.getTime()) return null
  return { recording, simulated: { scenario, address: simulatedAddress(runId) } }
}

/** IPv6 networks are counted by their first 64 bits, so the simulated address varies in those. */
function simulatedAddress(runId: string): string {
  return `2001:db8:${runId.slice(0, 4)}:${runId.slice(4)}::1`
}

function signed(text: string): string {
  return `${text}.${macOf(text, purposeKey('flow'))}`
}

function isSigned(text: string, mac: string): boolean {
  return purposeKeys('flow').some((key) => isSame(macOf(text, key), mac))
}

function macOf(text: string, key: Buffer): string {
  return createHmac('sha256', key).update(text).digest('base64url')
}
