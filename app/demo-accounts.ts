import type { DemoSignIn } from '@/components/site/demo-accounts'
import { env } from '@/lib/env'
import { DEMO_ACCOUNTS, DEMO_PASSWORD, DEMO_TWO_FACTOR } from '@/prisma/demo-accounts'

const MODES = ['demo', 'development']

/** The demo accounts; null where they do not exist, which is everywhere else. */
export function demoSignIn(): DemoSignIn | null {
  if (!MODES.includes(env().LATCHKEY_MODE)) return null
  return { accounts: DEMO_ACCOUNTS, password: DEMO_PASSWORD, twoFactor: DEMO_TWO_FACTOR }
}
