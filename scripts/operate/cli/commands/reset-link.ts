import { durationInWords, secondsUntil } from '@/lib/domain/time'
import { makeResetLink, type ResetLink } from '@/lib/services/admin/operator'
import type { Command } from '../command'
import { asData, granted, inWords, namedUser, WHO } from '../who'

export const resetLink: Command = {
  name: 'reset-link',
  says: 'print a link that sets a new password',
  details:
    'For somebody who cannot receive mail. Nothing is mailed, and earlier links stop working. Whoever\n' +
    'has the link can take the account over: hand it to its owner alone, and not by mail.',
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

/** The link on a line of its own, with what to know about it. */
export function linkInWords({ url, expiresAt }: ResetLink, now: Date): string {
  const lifetime = durationInWords(secondsUntil(expiresAt, now))
  return `\n  ${url}\n\nIt is a secret: whoever opens it first owns the account. It works once, for ${lifetime}.`
}
