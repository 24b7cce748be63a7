import { prisma } from '@/lib/data/database/prisma'
import { revokeUserSessions } from '@/lib/data/sessions/sessions'
import { env } from '@/lib/env'
import type { ScenarioName } from '@/lib/inspector/scenarios/scenario-list'
import type { AttackerBrowser } from './attacker-browser'
import type { NewThrowawayAccount } from './throwaway-account'

type Scenario = {
  account?: NewThrowawayAccount
  run: (attacker: AttackerBrowser) => Promise<void>
}

const RUNS = 6
/** More than the front server accepts. */
const OVERSIZED_CHARACTERS = 80_000
const MOST_ATTEMPTS = 12
const ELSEWHERE = 'https://evil.example'
/** How often the owner's device had signed when it was copied, and once more. */
const OWNER_COUNT = 5
const WRONG = 'not the password of anybody'

/** The closed list of scenarios. Every request goes to the real endpoints. */
export const SCENARIO_STEPS: Record<ScenarioName, Scenario> = {
  'wrong-password': {
    run: async (attacker) => void (await attacker.signIn({ password: WRONG })),
  },
  'unknown-user': {
    run: async (attacker) => {
      for (let run = 0; run < RUNS; run += 1) {
        await attacker.signIn({ password: WRONG }, 'known')
        await attacker.signIn({ identifier: attacker.account.unknown, password: WRONG }, 'unknown')
        await attacker.resetLimits()
      }
    },
  },
  'missing-csrf': {
    run: async (attacker) => void (await attacker.signIn({ csrfToken: '' })),
  },
  'foreign-origin': {
    run: async (attacker) => {
      await attacker.signIn({}, undefined, { origin: ELSEWHERE })
    },
  },
  'limit-reached': {
    run: async (attacker) => {
      const attempts = Math.min(MOST_ATTEMPTS, env().SIGN_IN_MAX_FAILURES + 1)
      for (let attempt = 0; attempt < attempts; attempt += 1)
        await attacker.signIn({ password: WRONG })
    },
  },
  disabled: {
    account: { isDisabled: true },
    run: async (attacker) => void (await attacker.signIn({})),
  },
  unverified: {
    account: { isUnverified: true },
    run: async (attacker) => void (await attacker.signIn({})),
  },
  'tampered-cookie': {
    run: async (attacker) => {
      await attacker.setUp(() => attacker.signIn({}))
      attacker.tamperWithSession()
      await attacker.get('/api/auth/session')
    },
  },
  replay: {
    run: async (attacker) => {
      await attacker.setUp(() => attacker.signIn({}))
      const stolen = attacker.sessionCookie()
      await attacker.setUp(() => attacker.signOut())
      attacker.putBack(stolen)
      await attacker.get('/api/auth/session')
    },
  },
  revoked: {
    run: async (attacker) => {
      await attacker.setUp(() => attacker.signIn({}))
      await revokeUserSessions(prisma(), attacker.account.id, attacker.now())
      await attacker.get('/dashboard')
    },
  },
  'stolen-cookie': {
    run: async (attacker) => {
      await attacker.setUp(() => attacker.signIn({}))
      await attacker.getAsOther('/dashboard')
      await attacker.setUp(async () => {
        await attacker.signIn({})
        await attacker.bindSession()
        await attacker.get('/dashboard')
      })
      await attacker.getAsOther('/dashboard')
      await attacker.get('/dashboard')
    },
  },
  'no-code': {
    account: { hasTwoFactor: true },
    run: async (attacker) => {
      await attacker.signIn({})
      await attacker.get('/dashboard')
      await attacker.enterCode('wrong')
    },
  },
  'code-twice': {
    account: { hasTwoFactor: true },
    run: async (attacker) => {
      await attacker.setUp(async () => {
        await attacker.signIn({})
        await attacker.enterCode('shown')
      })
      attacker.changeBrowser()
      await attacker.signIn({})
      await attacker.enterCode('the same')
    },
  },
  'assertion-replayed': {
    account: { hasPasskey: true },
    run: async (attacker) => {
      await attacker.setUp(async () => attacker.answerWithPasskey(await attacker.askForPasskey()))
      attacker.dropSession()
      await attacker.sendAnswerAgain()
      attacker.changeBrowser()
      await attacker.sendAnswerAgain()
    },
  },
  'assertion-elsewhere': {
    account: { hasPasskey: true },
    run: async (attacker) => {
      await attacker.answerWithPasskey(await attacker.askForPasskey(), { origin: ELSEWHERE })
    },
  },
  'cloned-authenticator': {
    account: { hasPasskey: true },
    run: async (attacker) => {
      await attacker.setUp(async () =>
        attacker.answerWithPasskey(await attacker.askForPasskey(), { counter: OWNER_COUNT }),
      )
      attacker.changeBrowser()
      const challenge = await attacker.askForPasskey()
      await attacker.answerWithPasskey(challenge, { counter: OWNER_COUNT - 1 })
    },
  },
  'open-redirect': {
    run: async (attacker) => {
      await attacker.signIn({ callbackUrl: 'https://evil.example/welcome' })
      await attacker.signIn({ callbackUrl: '//evil.example' })
      await attacker.signIn({ callbackUrl: '/\\evil.example' })
    },
  },
  'oversized-body': {
    run: async (attacker) =>
      void (await attacker.signIn({ password: 'x'.repeat(OVERSIZED_CHARACTERS) })),
  },
}
