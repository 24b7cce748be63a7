import { durationInWords, secondsUntil } from '@/lib/domain/time'
import { makeResetLink, type ResetLink } from '@/lib/services/admin/operator'
import type { Command } from '../command'
import { asData, granted, inWords, namedUser, WHO } from '../who'

export const resetLink: Command = {
  name: 'reset-link',
  says: 'print a link to set a new password',
  details:
    'For someone who cannot receive email. Nothing is emailed, and earlier links stop working. Anyone\n' +
    'with the link can take over the account: give it only to its owner, and not by email.',
  positionals: [WHO],
  options: {},
  run: async (input) => {
    const user = await namedUser(input)
    const link = granted(user, await makeResetLink(user.id, input.now))
    return {
      text: `A link for ${inWords(user)} to set a new password:\n${linkInWords(link, input.now)}`,
      json: { user: asData(user), link: link.url, expiresAt: link.expiresAt.toISOString() },
    }
  },
}

/** The link on its own line, with a warning and its lifetime. */
export function linkInWords({ url, expiresAt }: ResetLink, now: Date): string {
  const lifetime = durationInWords(secondsUntil(expiresAt, now))
  return `\n  ${url}\n\nKeep it secret: anyone who opens it can take over the account. It works once, for ${lifetime}.`
}
