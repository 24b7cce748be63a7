import { readRegistrationProof } from '@/lib/crypto/binding-proof'
import {
  firstBoundValue,
  isBindingChallenge,
  newBindingChallenge,
} from '@/lib/crypto/binding-values'
import { newToken } from '@/lib/crypto/random-token'
import { prisma } from '@/lib/data/database/prisma'
import { bindSession } from '@/lib/data/sessions/session-binding'
import type { ClientInfo } from '@/lib/domain/sessions/client-info'
import { OVERLAP_MS } from '@/lib/domain/sessions/session-binding'
import { later, minutes } from '@/lib/domain/time'
import { countBinding } from '@/lib/metrics/metrics'
import { traced } from '@/lib/platform/tracing'
import { bindingSettings } from '@/lib/services/settings'

/** Making a key takes a slow device seconds; the browser starts at once. */
const REGISTRATION_MS = minutes(5)

/** What binds a session now: a value for the bound cookie, good until `until`. */
export type Binding = { id: string; value: string; until: Date }

/**
 * The challenge with which a new session offers to be bound.
 *
 * @returns null where sessions are not bound
 */
export function registrationChallenge(sessionId: string, now: Date): string | null {
  if (bindingSettings() === null) return null
  return newBindingChallenge({ sessionId, about: 'registration' }, REGISTRATION_MS, now)
}

/**
 * Binds a session to the key that a browser has made for it. A session is bound once: the challenge is
 * of no use afterwards.
 *
 * @param sent.proof untrusted
 * @param sent.client what sent it
 * @returns null when it is refused; the session then goes on as it was
 */
export const registerBinding = traced('bind', register)

type Sent = { proof: string; client: ClientInfo }

async function register(sessionId: string, sent: Sent, now: Date): Promise<Binding | null> {
  const settings = bindingSettings()
  if (settings === null) return null
  const binding = await bind(sessionId, sent, settings, now)
  countBinding(binding ? 'registered' : 'refused')
  return binding
}

async function bind(
  sessionId: string,
  { proof, client }: Sent,
  { cookieMs }: { cookieMs: number },
  now: Date,
): Promise<Binding | null> {
  const proven = await readRegistrationProof(proof)
  const subject = { sessionId, about: 'registration' } as const
  if (!proven || !isBindingChallenge(proven.challenge, subject, now)) return null
  const { value, hash, earlierHash } = firstBoundValue(sessionId)
  const { token: id } = newToken()
  const until = later(now, cookieMs + OVERLAP_MS)
  const row = { id, key: proven.key, hash, earlierHash, until, client }
  return (await bindSession(prisma(), sessionId, row, now)) ? { id, value, until } : null
}
