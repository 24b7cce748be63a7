import { NAME_RULE, normaliseName } from '@/lib/domain/accounts/identifiers'
import { resetTwoFactor } from '@/lib/services/admin/admin-users'
import { OPERATOR } from '@/lib/services/admin/operator'
import { CommandFailed, textOption, type Command, type CommandInput } from '../command'
import { asData, granted, inWords, namedUser, WHO } from '../who'

const DEFAULT_REASON = 'The operator of this site reset it.'

export const resetTwoFactorCommand: Command = {
  name: 'reset-two-factor',
  says: 'turn two-factor off for someone who has lost it',
  details:
    'Make sure that it is the owner who asks. Their recovery codes, trusted browsers and passkeys end,\n' +
    'every session too, and they are told by email. The password stays.',
  positionals: [WHO],
  options: {
    reason: { type: 'string', value: 'text', says: 'the reason, which the owner is told' },
  },
  run: async (input) => {
    const reason = reasonOf(input)
    const user = await namedUser(input)
    const outcome = granted(user, await resetTwoFactor(OPERATOR, user.id, { reason }, input.now))
    return {
      text:
        outcome === 'reset'
          ? `Two-factor of ${inWords(user)} is off, without passkeys; all sessions ended.`
          : `${inWords(user)} has neither two-factor nor passkeys; nothing was changed.`,
      json: { user: asData(user), wasOn: outcome === 'reset' },
    }
  },
}

function reasonOf(input: CommandInput): string {
  const typed = textOption(input, 'reason')
  if (typed === undefined) return DEFAULT_REASON
  const reason = normaliseName(typed)
  if (reason === null) throw new CommandFailed(`--reason: Use ${NAME_RULE}.`)
  return reason
}
