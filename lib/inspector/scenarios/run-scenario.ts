import { HOST_PREFIX } from '@/lib/domain/site/cookie-names'
import { env } from '@/lib/env'
import type { ScenarioName, Exchange } from '@/lib/inspector/scenarios/scenario-list'
import { newScenarioRunId, readTrace, scenarioCookie } from '@/lib/inspector/recording/trace-cookie'
import { processWide } from '@/lib/platform/process-wide'
import { err, ok, type Result } from '@/lib/platform/result'
import { createThrowawayAccount } from './throwaway-account'
import { AttackerBrowser } from './attacker-browser'
import { SCENARIO_STEPS } from './scenario-steps'

const runs = processWide('running-scenarios', () => new Set<string>())

const RETRY_AFTER_SECONDS = 5
/** Each hashes several times, and the hashing queue must stay free for real sign-ins. */
const MOST_AT_ONCE = 4

/**
 * Runs one scenario against the real endpoints of this server, with a temporary account and a reserved
 * address, so that it uses up nobody's limits and locks nobody out. Everything is removed afterwards.
 * One scenario at a time for each recording.
 *
 * @param recording where its steps appear
 * @param clock the time at each step
 */
export async function runScenario(
  recording: string,
  scenario: ScenarioName,
  clock: () => Date,
): Promise<Result<Exchange[]>> {
  const running = runs.get()
  if (running.has(recording) || running.size >= MOST_AT_ONCE)
    return err('busy', RETRY_AFTER_SECONDS)
  running.add(recording)
  try {
    return await run(recording, scenario, clock)
  } catch (error) {
    if (!isUnreachable(error)) throw error
    return err('server_error')
  } finally {
    running.delete(recording)
  }
}

/** In production the server may listen on another interface than loopback. */
function isUnreachable(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED'
}

async function run(
  recording: string,
  scenario: ScenarioName,
  clock: () => Date,
): Promise<Result<Exchange[]>> {
  const runId = newScenarioRunId()
  const cookie = scenarioCookie(recording, scenario, runId, clock())
  const address = readTrace(cookie, clock())?.simulated?.address ?? ''
  const created = await createThrowawayAccount(SCENARIO_STEPS[scenario].account ?? {}, clock())
  if (!created.ok) return created
  const account = created.value
  const { AUTH_URL: origin, PORT: port, isHttps } = env()
  const attacker = new AttackerBrowser(account, {
    ...{ recording, scenario, runId, address, origin, port, clock },
    cookiePrefix: isHttps ? HOST_PREFIX : '',
  })
  try {
    await SCENARIO_STEPS[scenario].run(attacker)
    return ok(attacker.exchanges)
  } finally {
    await attacker.removeAccount()
  }
}
