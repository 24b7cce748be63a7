import { prisma } from '@/lib/data/database/prisma'
import { revokeUserSessions } from '@/lib/data/sessions/sessions'
import { env } from '@/lib/env'
import type { ActName } from '@/lib/inspector/scenarios/scenario-list'
import type { Actor } from './attacker-browser'

type Act = {
  player?: { isDisabled?: boolean; isUnverified?: boolean }
  play: (actor: Actor) => Promise<void>
}

const RUNS = 6
/** Above what the front takes, below what a person would notice. */
const OVERSIZED_CHARACTERS = 80_000
const MOST_ATTEMPTS = 12
const WRONG = 'not the password of anybody'

/** The closed list of what is played. Every request goes to the real endpoints. */
export const PLAYS: Record<ActName, Act> = {
  'wrong-password': {
    play: async (actor) => void (await actor.signIn({ password: WRONG })),
  },
  'unknown-user': {
    play: async (actor) => {
      for (let run = 0; run < RUNS; run += 1) {
        await actor.signIn({ password: WRONG }, 'known')
        await actor.signIn({ identifier: actor.player.unknown, password: WRONG }, 'unknown')
        await actor.forgive()
      }
    },
  },
  'missing-csrf': {
    play: async (actor) => void (await actor.signIn({ csrfToken: '' })),
  },
  'foreign-origin': {
    play: async (actor) => {
      await actor.signIn({}, undefined, { origin: 'https://evil.example' })
    },
  },
  'limit-reached': {
    play: async (actor) => {
      const attempts = Math.min(MOST_ATTEMPTS, env().SIGN_IN_MAX_FAILURES + 1)
      for (let attempt = 0; attempt < attempts; attempt += 1)
        await actor.signIn({ password: WRONG })
    },
  },
  disabled: {
    player: { isDisabled: true },
    play: async (actor) => void (await actor.signIn({})),
  },
  unverified: {
    player: { isUnverified: true },
    play: async (actor) => void (await actor.signIn({})),
  },
  'tampered-cookie': {
    play: async (actor) => {
      await actor.signIn({})
      actor.tamperWithSession()
      await actor.get('/api/auth/session')
    },
  },
  replay: {
    play: async (actor) => {
      await actor.signIn({})
      const stolen = actor.sessionCookie()
      await actor.signOut()
      actor.putBack(stolen)
      await actor.get('/api/auth/session')
    },
  },
  revoked: {
    play: async (actor) => {
      await actor.signIn({})
      await revokeUserSessions(prisma(), actor.player.id, actor.now())
      await actor.get('/dashboard')
    },
  },
  'open-redirect': {
    play: async (actor) => {
      await actor.signIn({ callbackUrl: 'https://evil.example/welcome' })
      await actor.signIn({ callbackUrl: '//evil.example' })
      await actor.signIn({ callbackUrl: '/\\evil.example' })
    },
  },
  'oversized-body': {
    play: async (actor) =>
      void (await actor.signIn({ password: 'x'.repeat(OVERSIZED_CHARACTERS) })),
  },
}
