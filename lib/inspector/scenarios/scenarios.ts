import { env } from '@/lib/env'
import type { ActName, Exchange } from '@/lib/inspector/scenarios/scenario-list'
import { newStageId, readTrace, stageCookie } from '@/lib/inspector/trace-cookie'
import { processWide } from '@/lib/platform/process-wide'
import { err, ok, type Result } from '@/lib/platform/result'
import { makePlayer, removePlayer } from './throwaway-account'
import { Actor } from './attacker-browser'
import { PLAYS } from './scenario-steps'
import { HOST_PREFIX } from '@/lib/domain/site/cookie-names'

const running = processWide('theatre', () => new Set<string>())

const RETRY_AFTER_SECONDS = 5
/** Each hashes a few times: no more at once than leave the queue to people. */
const MOST_AT_ONCE = 4

/**
 * Plays one act against the real endpoints of this server: with an account made for it and an address
 * nobody has, so that it uses up nobody's limits and locks nobody out, and all of it removed
 * afterwards. One act at a time for each recording.
 *
 * @param recording whose inspector it is for: there its steps appear
 * @param clock for a play that takes a while
 */
export async function playAct(
  recording: string,
  act: ActName,
  clock: () => Date,
): Promise<Result<Exchange[]>> {
  const playing = running.get()
  if (playing.has(recording) || playing.size >= MOST_AT_ONCE)
    return err('busy', RETRY_AFTER_SECONDS)
  playing.add(recording)
  try {
    return await play(recording, act, clock)
  } catch (error) {
    if (!isUnreachable(error)) throw error
    return err('server_error')
  } finally {
    playing.delete(recording)
  }
}

/** In production the server may listen on another interface than loopback. */
function isUnreachable(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED'
}

async function play(
  recording: string,
  act: ActName,
  clock: () => Date,
): Promise<Result<Exchange[]>> {
  const stageId = newStageId()
  const cookie = stageCookie(recording, act, stageId, clock())
  const address = readTrace(cookie, clock())?.stage?.address ?? ''
  const made = await makePlayer(PLAYS[act].player ?? {}, clock())
  if (!made.ok) return made
  const player = made.value
  const { AUTH_URL: origin, PORT: port, isHttps } = env()
  const actor = new Actor(player, {
    ...{ recording, act, stageId, address, origin, port, clock },
    cookiePrefix: isHttps ? HOST_PREFIX : '',
  })
  try {
    await PLAYS[act].play(actor)
    return ok(actor.exchanges)
  } finally {
    await removePlayer(player, address, clock())
  }
}
