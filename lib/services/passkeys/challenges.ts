import * as z from 'zod'
import { hashToken } from '@/lib/crypto/random-token'
import { seal, unseal } from '@/lib/crypto/seal'
import { PASSKEY_CHALLENGE_MS } from '@/lib/domain/passkeys/lifetimes'
import type { PasskeyPurpose } from '@/lib/domain/passkeys/purposes'
import { later } from '@/lib/domain/time'

/*
 * Challenges are sealed values: whoever opens the sign-in page costs no row. What they are for, and whose
 * browser they are for, is inside. A row is written once one was answered, so that none counts twice.
 */

/** What a challenge is for, and for which browser: a secret of that browser, such as its session. */
export type PasskeyContext = { purpose: PasskeyPurpose; boundTo: string }

/** An open challenge, to be used up by what its answer allows. */
export type PasskeyChallenge = { hash: string; expiresAt: Date }

const challengeSchema = z.object({
  purpose: z.string(),
  binding: z.string(),
  expiresAt: z.number(),
})

const bindingOf = ({ purpose, boundTo }: PasskeyContext) => hashToken(`${purpose} ${boundTo}`)

/** @returns base64url, another one each time */
export function newPasskeyChallenge(context: PasskeyContext, now: Date): string {
  const content: z.input<typeof challengeSchema> = {
    purpose: context.purpose,
    binding: bindingOf(context),
    expiresAt: later(now, PASSKEY_CHALLENGE_MS).getTime(),
  }
  return seal('passkey-challenge', JSON.stringify(content))
}

/** @returns null when it was not made here, for something else or another browser, or is over */
export function readPasskeyChallenge(
  challenge: string,
  context: PasskeyContext,
  now: Date,
): PasskeyChallenge | null {
  const text = unseal('passkey-challenge', challenge)
  const content = text === null ? undefined : challengeSchema.safeParse(JSON.parse(text)).data
  if (!content || content.expiresAt <= now.getTime()) return null
  if (content.purpose !== context.purpose || content.binding !== bindingOf(context)) return null
  return { hash: hashToken(challenge), expiresAt: new Date(content.expiresAt) }
}
