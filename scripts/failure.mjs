import { realpathSync } from 'node:fs'
import { pathToFileURL } from 'node:url'

/** Something a person can put right: shown as its sentence alone, without a stack. */
export class Failure extends Error {
  /**
   * @param {string} sentence what is wrong and what to do
   * @param {ErrorOptions} [options]
   */
  constructor(sentence, options) {
    super(sentence, options)
    this.name = 'Failure'
  }
}

/**
 * The text of anything thrown. Node wraps refused connections to several addresses in an
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
 * Runs a command's main function: a Failure is printed as one sentence, anything else with its
 * stack, and both end the process with 1.
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
 * @returns {string | null} null for a bug, which needs its stack
 */
function sentenceFor(error) {
  if (error instanceof Failure) return error.message
  const { code, path } = /** @type {NodeJS.ErrnoException} */ (error ?? {})
  if (code === 'ENOSPC') return 'The disk is full. Free some space and run this again.'
  if (code === 'EACCES' || code === 'EROFS') {
    return (
      `${path} cannot be used by this user. Run this as the user who made it, ` +
      'or delete the folder .data to start over.'
    )
  }
  return null
}

/**
 * True for the module that Node was started with, false for one that was imported.
 *
 * @param {string} moduleUrl the caller's `import.meta.url`
 */
export function isCommand(moduleUrl) {
  const started = process.argv[1]
  return started !== undefined && moduleUrl === pathToFileURL(realpathSync(started)).href
}
