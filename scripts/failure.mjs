import { realpathSync } from 'node:fs'
import { pathToFileURL } from 'node:url'

/** An error the user can fix: printed as a message, without a stack. */
export class Failure extends Error {
  /**
   * @param {string} sentence what went wrong and what to do about it
   * @param {ErrorOptions} [options]
   */
  constructor(sentence, options) {
    super(sentence, options)
    this.name = 'Failure'
  }
}

/**
 * The message of anything thrown. Node wraps refused connections to several addresses in an
 * AggregateError whose own message is empty.
 *
 * @param {unknown} error
 * @returns {string}
 */
export function messageOf(error) {
  if (error instanceof AggregateError && error.message === '') return messageOf(error.errors[0])
  return error instanceof Error ? error.message : String(error)
}

/**
 * Runs a command's main function. A Failure is printed as its message, anything else with its stack;
 * both exit with 1.
 *
 * @param {() => Promise<void>} main
 */
export async function runAsCommand(main) {
  try {
    await main()
  } catch (error) {
    const sentence = sentenceFor(error)
    console.error(sentence === null ? error : `\n${sentence}`)
    process.exitCode = 1
  }
}

/**
 * @param {unknown} error
 * @returns {string | null} null for a bug, which is printed with its stack
 */
function sentenceFor(error) {
  if (error instanceof Failure) return error.message
  const { code, path } = /** @type {NodeJS.ErrnoException} */ (error ?? {})
  if (code === 'ENOSPC') return 'The disk is full. Free some space and run this again.'
  if (code === 'EACCES' || code === 'EROFS') {
    return (
      `This user has no access to ${path}. Run this as the user who created it, ` +
      'or delete the folder .data to start over.'
    )
  }
  return null
}

/**
 * True for the module Node was started with, false for an imported one.
 *
 * @param {string} moduleUrl the caller's `import.meta.url`
 */
export function isCommand(moduleUrl) {
  const started = process.argv[1]
  return started !== undefined && moduleUrl === pathToFileURL(realpathSync(started)).href
}
