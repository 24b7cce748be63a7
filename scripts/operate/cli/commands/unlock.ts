import { unlockUser } from '@/lib/services/admin/admin-users'
import { OPERATOR } from '@/lib/services/admin/operator'
import type { Command } from '../command'
import { asData, granted, inWords, namedUser, WHO } from '../who'

export const unlock: Command = {
  name: 'unlock',
  says: 'forget the wrong passwords counted against an account',
  details:
    'Opens an account that too many wrong passwords have locked. Its known devices are forgotten\n' +
    'too; its sessions and its password stay.',
  positionals: [WHO],
  options: {},
  run: async (input) => {
    const user = await namedUser(input)
    granted(user, await unlockUser(OPERATOR, user.id, input.now))
    return { text: `${inWords(user)} may try to sign in again.`, json: { user: asData(user) } }
  },
}
