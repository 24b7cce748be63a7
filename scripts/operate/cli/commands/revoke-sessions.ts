import { signOutAllDevices } from '@/lib/services/admin/admin-users'
import { endAllSessions, OPERATOR } from '@/lib/services/admin/operator'
import { CommandFailed, WrongUsage, type Command } from '../command'
import { ask, canAsk } from '../terminal-input'
import { asData, granted, inWords, namedUser, WHO } from '../who'

export const revokeSessions: Command = {
  name: 'revoke-sessions',
  says: 'end the sessions of an account, or all sessions',
  details:
    'Ended sessions lose access immediately. Passwords stay the same.\n' +
    '--all asks for confirmation; scripts can pass --yes.',
  positionals: [{ ...WHO, optional: true }],
  options: {
    all: { type: 'boolean', says: 'end every session' },
    yes: { type: 'boolean', says: 'do not ask for confirmation' },
  },
  run: async (input) => {
    const { all, yes } = input.options
    const isNamed = input.positionals.length > 0
    if (isNamed === Boolean(all)) {
      throw new WrongUsage('Specify whose sessions to end: <who>, or --all.')
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
    return { text: `${sessions(ended)} ended. Everyone has to sign in again.`, json: { ended } }
  },
}

async function confirmAll(): Promise<void> {
  if (!canAsk()) throw new CommandFailed('This signs everyone out. Add --yes to continue.')
  const answer = await ask('This signs everyone out, including you. Type "yes" to continue')
  if (answer.trim().toLowerCase() !== 'yes') throw new CommandFailed('Nothing was changed.')
}

function sessions(count: number): string {
  return count === 1 ? '1 session' : `${count} sessions`
}
