const MAX_MESSAGE_LENGTH = 500
const MAX_FRAMES = 12
const MAX_CAUSES = 4

/** An error as it is logged: its kind and location, without the data it refers to. */
export type LoggedError = {
  name: string
  message: string
  code?: string
  stack?: readonly string[]
  cause?: LoggedError
}

/**
 * Describes anything thrown, limited in length and without secrets.
 *
 * Messages may quote the data they failed on: parsers quote their input, Prisma its arguments. The
 * former are dropped, the latter reduced to their last line, and anything that looks like a credential
 * is masked. Only the frames of the stack are kept, because its first line repeats the message.
 */
export function errorForLog(thrown: unknown, depth = 0): LoggedError {
  if (!(thrown instanceof Error)) return { name: typeof thrown, message: maskSecrets(text(thrown)) }
  const frames = (thrown.stack ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.startsWith('at '))
    .slice(0, MAX_FRAMES)
  return {
    name: thrown.name,
    message: maskSecrets(messageOf(thrown)),
    ...('code' in thrown && typeof thrown.code === 'string' ? { code: thrown.code } : {}),
    ...(frames.length > 0 ? { stack: frames } : {}),
    ...(thrown.cause !== undefined && depth < MAX_CAUSES
      ? { cause: errorForLog(thrown.cause, depth + 1) }
      : {}),
  }
}

function messageOf(error: Error): string {
  if (error instanceof SyntaxError || error.name === 'SyntaxError') return '(quotes its input)'
  if (/^Prisma/.test(error.name)) return error.message.trim().split('\n').at(-1) ?? ''
  return error.message
}

function text(thrown: unknown): string {
  return typeof thrown === 'string' ? thrown : Object.prototype.toString.call(thrown)
}

/** Masks credentials in URLs, encrypted tokens, password hashes and long random strings. */
export function maskSecrets(message: string): string {
  return message
    .slice(0, MAX_MESSAGE_LENGTH)
    .replace(/:\/\/[^\s/@]+@/g, '://[masked]@')
    .replace(/eyJ[\w-]*\.[\w.-]*/g, '[masked]')
    .replace(/\$2[abxy]\$\d\d\$[./\w]+/g, '[masked]')
    .replace(/[\w-]{32,}/g, (word) =>
      /\d/.test(word) && /[A-Z]/.test(word) && /[a-z]/.test(word) ? '[masked]' : word,
    )
}
