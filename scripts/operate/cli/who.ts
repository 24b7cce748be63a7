import { shownEmail } from '@/lib/domain/accounts/identifiers'
import { sentenceFor } from '@/lib/platform/errors'
import type { Result } from '@/lib/platform/result'
import { findNamedUser, type KnownUser } from '@/lib/services/admin/operator'
import { CommandFailed, type CommandInput } from './command'

/** The positional that names an account. */
export const WHO = { name: 'who', says: 'an email, a username or a user id' } as const

/** Finds the account a command is about. @throws CommandFailed when there is none of that name */
export async function namedUser({ positionals }: CommandInput): Promise<KnownUser> {
  const [name = ''] = positionals
  const user = await findNamedUser(name)
  if (!user) {
    throw new CommandFailed(`There is no account "${name}". Use ${WHO.says}.`)
  }
  return user
}

/** Unwraps a service's result about an account. @throws CommandFailed with the refusal's sentence */
export function granted<Value>(user: KnownUser, result: Result<Value> | null): Value {
  if (result === null) throw new CommandFailed(`${inWords(user)} no longer exists.`)
  if (!result.ok) throw new CommandFailed(sentenceFor(result.refusal))
  return result.value
}

/** An account, in text output. */
export function inWords({ username, email }: { username: string; email: string }): string {
  return `${username} (${shownEmail(email)})`
}

/** An account, in JSON output. */
export function asData({ id, username, email }: KnownUser) {
  return { id, username, email }
}
