import { closeDatabase } from '@/lib/data/database/prisma'
import { closePool } from '@/lib/password/pool'
import { runCommandLine } from './cli/run-command-line'

/**
 * The operator's command line. `scripts/operate/cli.mjs` launches it; the build compiles it.
 *
 * @param argv without Node and the program name
 * @param prepare sets up the environment of the command; not called for help
 * @returns the exit code: 1 when the command failed, 2 on wrong usage
 */
export async function main(argv: readonly string[], prepare: () => Promise<void>): Promise<number> {
  try {
    return await runCommandLine(argv, prepare)
  } finally {
    await Promise.all([closePool(), closeDatabase()])
  }
}
