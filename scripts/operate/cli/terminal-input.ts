import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { CommandFailed } from './command'

const MAX_STDIN_BYTES = 10_000

/** Whether there is an interactive terminal. */
export function canAsk(): boolean {
  return process.stdin.isTTY === true
}

/** Prompts go to standard error, so that a command's output can be piped. */
export type Terminal = { input: NodeJS.ReadableStream; output: NodeJS.WritableStream }

const theirs: Terminal = { input: process.stdin, output: process.stderr }

/** @throws CommandFailed on Ctrl-C and Ctrl-D */
export async function ask(question: string, terminal: Terminal = theirs): Promise<string> {
  return answerTo(question, terminal, () => undefined)
}

/** Like {@link ask}, for a secret: nothing typed is shown. */
export async function askHidden(question: string, terminal: Terminal = theirs): Promise<string> {
  let isHiding = false
  const output = new Writable({
    write(chunk: Buffer, _encoding, done) {
      if (!isHiding) terminal.output.write(chunk)
      done()
    },
  })
  const answer = await answerTo(question, { ...terminal, output }, () => {
    isHiding = true
  })
  terminal.output.write('\n')
  return answer
}

async function answerTo(
  question: string,
  { input, output }: Terminal,
  onAsked: () => void,
): Promise<string> {
  const line = createInterface({ input, output, terminal: true })
  const stopped = new AbortController()
  line.once('SIGINT', () => stopped.abort()).once('close', () => stopped.abort())
  try {
    const answer = line.question(`${question}: `, { signal: stopped.signal })
    onAsked()
    return await answer
  } catch {
    throw new CommandFailed('Canceled. Nothing was changed.')
  } finally {
    line.close()
  }
}

/**
 * The first line of standard input: a password that appears neither on screen nor in the process
 * list.
 */
export async function readSecretFromStdin(): Promise<string> {
  let text = ''
  process.stdin.setEncoding('utf8')
  for await (const part of process.stdin) {
    text += String(part)
    if (text.length > MAX_STDIN_BYTES) throw new CommandFailed('Standard input is too long.')
  }
  const [line = ''] = text.split(/\r?\n/)
  if (line === '')
    throw new CommandFailed('Standard input is empty; it should contain the password.')
  return line
}
