import { signOutAllDevices } from '@/lib/services/admin/admin-users'
import { endAllSessions, OPERATOR } from '@/lib/services/admin/operator'
import { CommandFailed, WrongUsage, type Command } from '../command'
import { ask, canAsk } from '../terminal-input'
import { asData, granted, inWords, namedUser, WHO } from '../who'

export const revokeSessions: Command = {
  name: 'revoke-sessions',
  says: 'end the sessions of an account, or of everybody',
  details:
    'Each ended session is out at its next request. Passwords stay as they are.\n' +
    'With --all it asks first; --yes answers for scripts.',
  positionals: [{ ...WHO, optional: true }],
  options: {
    all: { type: 'boolean', says: 'end every session there is' },
    yes: { type: 'boolean', says: 'do not ask before --all' },
  },
  run: async (input) => {
    const { all, yes } = input.options
    const isNamed = input.positionals.length > 0
    if (isNamed === Boolean(all)) {
      throw new WrongUsage('Say whose sessions: <who>, or --all.')
    }
    if (isNamed) {
      const user = await namedUser(input)
      const answer = await signOutAllDevices(OPERATOR, user.id, input.now)
      const { sessionsEnded: ended } = granted(user, answer)
      return {
        text: `${sessions(ended)} of ${inWords(user)} ended.`,
        json: { user: asData(user), ended },
      }
    }
    if (!yes) await confirmAll()
    const ended = await endAllSessions(input.now)
    return { text: `${sessions(ended)} ended. Everybody has to sign in again.`, json: { ended } }
  },
}

async function confirmAll(): Promise<void> {
  if (!canAsk()) throw new CommandFailed('This signs everybody out. Add --yes to go ahead.')
  const answer = await ask('This signs everybody out, you too. Type "yes" to go ahead')
  if (answer.trim().toLowerCase() !== 'yes') throw new CommandFailed('Nothing was changed.')
}

function sessions(count: number): string {
  return count === 1 ? '1 session' : `${count} sessions`
}
