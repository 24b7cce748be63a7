import { findNamedUser, type KnownUser } from '@/lib/services/operator'
import { CommandFailed, type CommandInput } from './command'

/** The positional that names an account. */
export const WHO = { name: 'who', says: 'an email, a username or a user id' } as const

/** The account a command is about. @throws CommandFailed when nobody is called that */
export async function namedUser({ positionals }: CommandInput): Promise<KnownUser> {
  const [name = ''] = positionals
  const user = await findNamedUser(name)
  if (!user) {
    throw new CommandFailed(`There is no account "${name}". Name it by ${WHO.says}.`)
  }
  return user
}

/** An account in an answer's text. */
export function inWords({ username, email }: { username: string; email: string }): string {
  return `${username} (${email})`
}

/** An account in an answer's data. */
export function asData({ id, username, email }: KnownUser) {
  return { id, username, email }
}
