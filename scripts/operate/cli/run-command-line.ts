import { prisma } from '@/lib/data/database/prisma'
import { countMissingMigrations } from '@/lib/data/database/migrations'
import { EnvError } from '@/lib/env'
import { errorForLog } from '@/lib/platform/error-for-log'
import { isUnavailable } from '@/lib/platform/unavailable'
import { CommandFailed, WrongUsage, type Command, type CommandOutcome } from './command'
import { readCommandLine } from './command-line'
import { COMMANDS } from './commands'
import { helpFor, helpOverview } from './help'
import { product } from '@/lib/product'

const FAILED = 1
const WRONG_USAGE = 2

/**
 * Runs one command and prints its result, or a sentence about what went wrong.
 *
 * @param argv without Node and the program name
 * @param prepare sets up the environment of the command; not called for help
 * @returns the exit code: 1 when the command failed, 2 on wrong usage
 */
export async function runCommandLine(
  argv: readonly string[],
  prepare: () => Promise<void>,
): Promise<number> {
  const wantsJson = argv.includes('--json')
  try {
    const line = readCommandLine(argv, COMMANDS)
    if (line.kind === 'help') {
      print(line.command ? helpFor(line.command) : helpOverview(COMMANDS))
      return 0
    }
    await prepare()
    process.env.LOG_LEVEL = 'silent' // Only the command's own output goes to standard output.
    return report(await carryOut(line.command, line), wantsJson)
  } catch (error) {
    const sentence = sentenceOf(error)
    if (sentence === null) throw error
    if (wantsJson) print(JSON.stringify({ ok: false, error: sentence }))
    else process.stderr.write(`${sentence}\n`)
    return error instanceof WrongUsage ? WRONG_USAGE : FAILED
  }
}

async function carryOut(
  command: Command,
  { options, positionals }: Pick<Parameters<Command['run']>[0], 'options' | 'positionals'>,
): Promise<CommandOutcome> {
  if (!command.worksUnprepared) await checkMigrations()
  return command.run({ options, positionals, now: new Date() })
}

/** Without all migrations, commands would fail in unpredictable ways. */
async function checkMigrations(): Promise<void> {
  const missing = await countMissingMigrations(prisma())
  if (missing === 0) return
  const what = missing === 1 ? '1 migration' : `${missing} migrations`
  throw new CommandFailed(
    `The database is missing ${what}. First run: npm run db:migrate (or npm run demo)`,
  )
}

function report({ text, json, exitCode = 0 }: CommandOutcome, wantsJson: boolean): number {
  print(wantsJson ? JSON.stringify({ ok: exitCode === 0, ...json }) : text)
  return exitCode
}

/** The message to print; null for a launcher failure, which prints its own. */
function sentenceOf(error: unknown): string | null {
  if (error instanceof WrongUsage) {
    return `${error.message}\nAll commands: npm run cli -- --help`
  }
  if (error instanceof CommandFailed) return error.message
  if (error instanceof EnvError) {
    return error.message.replace(`${product.name} cannot start:`, 'The environment is not valid:')
  }
  if (isUnavailable(error)) {
    return 'Cannot reach the database. Check DATABASE_URL, or run npm run cli -- doctor for details.'
  }
  if (error instanceof Error && error.name === 'Failure') return null
  const { name, message, stack = [] } = errorForLog(error)
  return [`Unexpected error: ${name}: ${message}`, ...stack].join('\n  ')
}

function print(text: string): void {
  process.stdout.write(`${text}\n`)
}
