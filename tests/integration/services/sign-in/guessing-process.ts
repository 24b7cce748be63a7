import { prisma } from '@/lib/data/database/prisma'
import { closePool } from '@/lib/password/pool'
import { signIn } from '@/lib/services/sign-in/sign-in'

/*
 * One of several processes that guess at the same account: reports that it is ready, guesses on
 * command, and sends the answers. Compiled and started by `guessing-processes.test.ts`.
 */

type Order = { identifier: string; guesses: number; address: string; now: string }

async function guessAt({ identifier, guesses, address, now }: Order): Promise<void> {
  const request = { address, userAgent: 'test' }
  const answers = await Promise.all(
    Array.from({ length: guesses }, (_value, index) =>
      signIn({ identifier, password: `wrong password ${index}` }, request, new Date(now)),
    ),
  )
  process.send?.(answers.map((answer) => (answer.ok ? 'signed in' : answer.refusal.code)))
  await Promise.all([closePool(), prisma().$disconnect()])
  process.disconnect()
}

process.once('message', (order: Order) => void guessAt(order))
await prisma().user.count()
process.send?.('ready')
