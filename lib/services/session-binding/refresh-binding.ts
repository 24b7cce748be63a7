import { readProof } from '@/lib/crypto/binding-proof'
import {
  boundValueAfter,
  currentBoundValue,
  isBindingChallenge,
  newBindingChallenge,
} from '@/lib/crypto/binding-values'
import { prisma } from '@/lib/data/database/prisma'
import { queryOpenSession } from '@/lib/data/sessions/open-sessions'
import { findBindingKey, rotateBinding, unbindSession } from '@/lib/data/sessions/session-binding'
import type { OpenSession } from '@/lib/data/sessions/session-columns'
import { judgeAccount } from '@/lib/domain/accounts/account-state'
import type { ClientInfo } from '@/lib/domain/sessions/client-info'
import { endOfEarlier, OVERLAP_MS } from '@/lib/domain/sessions/session-binding'
import { later } from '@/lib/domain/time'
import { countBinding } from '@/lib/metrics/metrics'
import { accountRules, bindingSettings } from '@/lib/services/settings'
import { traced } from '@/lib/platform/tracing'
import type { Binding } from './register-binding'

/**
 * - `over`: there is nothing to refresh; the browser forgets the key
 * - `challenged`: the proof is missing, or not one for the current challenge, which follows. That is no
 *   attack: a refresh may have been overtaken by another one
 * - `refreshed`: with the next value and the next challenge
 */
export type Refresh =
  | { is: 'over' }
  | { is: 'challenged'; id: string; challenge: string }
  | ({ is: 'refreshed'; challenge: string } & Binding)

type Bound = OpenSession & { boundId: string; boundHash: string; earlierHash: string }

/**
 * Gives a bound session the next value of its bound cookie, for a proof of its key. It neither extends
 * the session nor counts as activity.
 *
 * @param sent.id what the browser calls the binding, untrusted
 * @param sent.proof untrusted; null when the browser has no challenge yet
 * @param sent.client what sent it
 * @throws DependencyUnavailable when the database cannot answer: nothing has changed then
 */
export const refreshBinding = traced('refresh', refresh)

async function refresh(
  sessionId: string,
  sent: { id: string; proof: string | null; client: ClientInfo },
  now: Date,
): Promise<Refresh> {
  const session = await queryOpenSession(sessionId, now)
  if (!session || judgeAccount(session.user, accountRules(), now) !== null) return { is: 'over' }
  if (!isBound(session) || session.boundId !== sent.id) return { is: 'over' }
  const settings = bindingSettings()
  if (settings === null) {
    // The browser forgets its key, so the session must not ask for it should bindings return.
    await unbindSession(prisma(), sessionId)
    return { is: 'over' }
  }
  const proven = await provenHash(session, sent.proof, settings, now)
  if (proven === null) {
    if (sent.proof !== null) countBinding('refused')
    return challenge(session, settings, now)
  }
  const next =
    proven === session.boundHash
      ? await rotate(session, sent.client, settings, now)
      : repeat(session, settings, now)
  if (next?.is === 'refreshed') countBinding('refreshed')
  if (next) return next
  // Overtaken by another refresh, or ended in the meantime.
  const changed = await queryOpenSession(sessionId, now)
  if (!changed || !isBound(changed)) return { is: 'over' }
  return repeat(changed, settings, now) ?? challenge(changed, settings, now)
}

/** @returns the hash of the current or the earlier value, whose challenge was signed with the key */
async function provenHash(
  session: Bound,
  proof: string | null,
  { cookieMs }: Settings,
  now: Date,
): Promise<string | null> {
  if (proof === null) return null
  const key = await findBindingKey(prisma(), session.id)
  const answered = key && (await readProof(proof, key))
  if (!answered) return null
  const { id: sessionId, boundHash, boundUntil, earlierHash } = session
  const isOf = (hash: string) =>
    isBindingChallenge(answered, { sessionId, about: { boundHash: hash } }, now)
  if (isOf(boundHash)) return boundHash
  // A browser refreshes when its value has expired, so the challenge of that value outlives it.
  const isOvertaken = boundUntil !== null && now < later(boundUntil, -cookieMs)
  return isOvertaken && isOf(earlierHash) ? earlierHash : null
}

async function rotate(
  session: Bound,
  client: ClientInfo,
  settings: Settings,
  now: Date,
): Promise<Refresh | null> {
  const { value, hash, earlierHash } = boundValueAfter(session.id, session.boundHash)
  const until = later(now, settings.cookieMs + OVERLAP_MS)
  const earlierUntil = endOfEarlier(session.boundUntil ?? now, now)
  const shownAt = session.boundShownAt ?? now
  const next = { hash, until, earlierHash, earlierUntil, shownAt, client }
  if (!(await rotateBinding(prisma(), session.id, next, now))) return null
  return refreshed({ ...session, boundHash: hash }, { value, until }, settings, now)
}

/** The current value once more. @returns null when it cannot be derived any more */
function repeat(session: Bound, settings: Settings, now: Date): Refresh | null {
  const value = currentBoundValue(session.id, session)
  if (value === null || session.boundUntil === null) return null
  return refreshed(session, { value, until: session.boundUntil }, settings, now)
}

type Settings = { cookieMs: number }

function refreshed(
  session: Bound,
  { value, until }: Pick<Binding, 'value' | 'until'>,
  settings: Settings,
  now: Date,
): Refresh {
  const { boundId: id } = session
  return { is: 'refreshed', id, value, until, challenge: nextChallenge(session, settings, now) }
}

function challenge(session: Bound, settings: Settings, now: Date): Refresh {
  return { is: 'challenged', id: session.boundId, challenge: nextChallenge(session, settings, now) }
}

/** Longer than the cookie lives, so that the browser can use the one it got with it. */
function nextChallenge({ id, boundHash }: Bound, { cookieMs }: Settings, now: Date): string {
  const CHALLENGES_PER_COOKIE = 2
  return newBindingChallenge(
    { sessionId: id, about: { boundHash } },
    cookieMs * CHALLENGES_PER_COOKIE,
    now,
  )
}

function isBound(session: OpenSession): session is Bound {
  const { boundAt, boundId, boundHash, earlierHash } = session
  return boundAt !== null && boundId !== null && boundHash !== null && earlierHash !== null
}
