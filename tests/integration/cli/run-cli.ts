import { spawn } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, vi } from 'vitest'
import { runCommandLine } from '@/scripts/operate/cli/run-command-line'
import { compile } from '@/scripts/run/compile.mjs'
import { root } from '@/scripts/places.mjs'

/** Each command is a process, which takes a while on a busy machine. */
const PATIENCE_MS = 120_000

export type Answer = { code: number | null; stdout: string; stderr: string }

type Options = { stdin?: string; env?: Record<string, string | undefined> }

/**
 * Compiles the real command line, to be launched as a process.
 *
 * @returns a function that runs one command against the test's database
 */
export function compiledCli(): (args: string[], options?: Options) => Promise<Answer> {
  const distFolder = join('.data', 'test', `cli-${process.pid}`)
  vi.setConfig({ testTimeout: PATIENCE_MS, hookTimeout: PATIENCE_MS })
  beforeAll(() => compile(join(root, distFolder, 'latchkey')))
  afterAll(() => rm(join(root, distFolder), { recursive: true, force: true }))
  return (args, { stdin = '', env = {} } = {}) =>
    new Promise((resolve, reject) => {
      const child = spawn(
        process.execPath,
        [join(root, 'scripts', 'operate', 'cli.mjs'), ...args],
        {
          env: { ...process.env, LATCHKEY_DIST_DIR: distFolder, ...env },
        },
      )
      const answer = { stdout: '', stderr: '' }
      child.stdout.on('data', (part) => (answer.stdout += String(part)))
      child.stderr.on('data', (part) => (answer.stderr += String(part)))
      child.once('error', reject)
      child.once('close', (code) => resolve({ code, ...answer }))
      child.stdin.end(stdin)
    })
}

let last: Promise<unknown> = Promise.resolve()

/**
 * Runs one command in the process of the test, which takes a hundredth of the time: for what a command
 * does. `installation.test.ts` holds how one is launched.
 */
export function cli(args: string[]): Promise<Answer> {
  // Two at once take turns, so that each is told its own output.
  const answer = last.then(() => answerOf(args))
  last = answer.catch(() => undefined)
  return answer
}

async function answerOf(args: string[]): Promise<Answer> {
  const written = { stdout: '', stderr: '' }
  const spies = (['stdout', 'stderr'] as const).map((name) =>
    vi.spyOn(process[name], 'write').mockImplementation((text) => {
      written[name] += String(text)
      return true
    }),
  )
  try {
    return { code: await runCommandLine(args, async () => undefined), ...written }
  } finally {
    for (const spy of spies) spy.mockRestore()
  }
}
