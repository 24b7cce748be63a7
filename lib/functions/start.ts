import { sendMailAfterAnswers } from './mail-after-answers'
import { requirePeppers } from '@/lib/jobs/require-peppers'
import { builtFor } from '@/lib/env-build'
import { answersGoFirst, env, EnvError } from '@/lib/env'
import { product } from '@/lib/product'

/**
 * Starts one function: with settings that suit it, and a build that was made for it. Nothing runs
 * beside its requests, because a platform stops the process between them.
 */
export function startFunction(): void {
  const problem = problemOfSettings() ?? problemOfBuild()
  if (problem !== null) {
    process.stderr.write(`${problem}\n`)
    process.exit(1)
  }
  void requirePeppers()
  if (answersGoFirst()) sendMailAfterAnswers()
}

function problemOfSettings(): string | null {
  try {
    env()
    return null
  } catch (error) {
    if (error instanceof EnvError) return error.message
    throw error
  }
}

function problemOfBuild(): string | null {
  if (builtFor() === 'functions') return null
  return (
    `This build of ${product.name} is for a server. Set LATCHKEY_RUNTIME=functions while you build, ` +
    'too: npm run build'
  )
}
