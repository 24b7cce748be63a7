import { prisma } from '@/lib/data/database/prisma'
import type { OpenChallenge } from '@/lib/services/two-factor/answer-challenge'
import { knownBrowser, secondStep } from '../../setup/second-step'
import { newVisitor } from '../../setup/new-visitor'

/*
 * One of several processes that enter the same code: says it is ready, enters it when told to, sends
 * what it was answered. Compiled and started by `code-processes.test.ts`.
 */

type Order = { challenges: OpenChallenge[]; code: string; now: string }

async function enter({ challenges, code, now: text }: Order): Promise<void> {
  const now = new Date(text)
  const answers = await Promise.all(
    challenges.map((challenge) => {
      // Each from a known browser of its own, so that no limit decides.
      const { deviceToken } = knownBrowser(challenge.userId, now)
      return secondStep(challenge, { code }, { ...newVisitor(), deviceToken }, now)
    }),
  )
  process.send?.(answers.map((answer) => (typeof answer === 'object' ? 'a session' : answer)))
  await prisma().$disconnect()
  process.disconnect()
}

process.once('message', (order: Order) => void enter(order))
await prisma().user.count()
process.send?.('ready')
