import { NAME_RULE, normaliseName } from '@/lib/domain/accounts/identifiers'
import { disableUser, enableUser } from '@/lib/services/admin/admin-users'
import { OPERATOR } from '@/lib/services/admin/operator'
import { CommandFailed, textOption, WrongUsage, type Command, type CommandInput } from '../command'
import { readTimeOption } from '../time-option'
import { asData, granted, inWords, namedUser, WHO } from '../who'

export const disable: Command = {
  name: 'disable',
  says: 'block an account from signing in and end its sessions',
  details:
    'Takes effect immediately. The last active administrator cannot be disabled. Disabling a disabled\n' +
    'account replaces its reason and end.',
  positionals: [WHO],
  options: {
    reason: { type: 'string', value: 'text', says: 'the reason, shown to administrators' },
    until: {
      type: 'string',
      value: 'time',
      says: 'when to enable it again, such as 2027-01-31T12:00Z',
    },
  },
  run: async (input) => {
    const disablement = { reason: reasonOf(input), until: untilOf(input) }
    const user = await namedUser(input)
    granted(user, await disableUser(OPERATOR, user.id, disablement, input.now))
    const end = disablement.until?.toISOString() ?? null
    return {
      text: `${inWords(user)} is disabled${end === null ? '' : ` until ${end}`}; all sessions ended.`,
      json: { user: asData(user), until: end },
    }
  },
}

export const enable: Command = {
  name: 'enable',
  says: 'let a disabled account sign in again',
  positionals: [WHO],
  options: {},
  run: async (input) => {
    const user = await namedUser(input)
    granted(user, await enableUser(OPERATOR, user.id, input.now))
    return { text: `${inWords(user)} is enabled.`, json: { user: asData(user) } }
  },
}

function reasonOf(input: CommandInput): string {
  const typed = textOption(input, 'reason')
  if (typed === undefined) throw new WrongUsage('Give a reason: --reason <text>.')
  const reason = normaliseName(typed)
  if (reason === null) throw new CommandFailed(`--reason: Use ${NAME_RULE}.`)
  return reason
}

function untilOf(input: CommandInput): Date | null {
  const typed = textOption(input, 'until')
  if (typed === undefined) return null
  const until = readTimeOption(typed, '--until')
  if (until <= input.now) throw new CommandFailed('--until: Choose a time in the future.')
  return until
}
