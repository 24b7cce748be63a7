import { unlockUser } from '@/lib/services/admin/admin-users'
import { OPERATOR } from '@/lib/services/admin/operator'
import type { Command } from '../command'
import { asData, granted, inWords, namedUser, WHO } from '../who'

export const unlock: Command = {
  name: 'unlock',
  says: 'unlock an account after too many wrong passwords',
  details:
    'Clears the failed attempts and the known devices of an account. Its sessions and password stay.',
  positionals: [WHO],
  options: {},
  run: async (input) => {
    const user = await namedUser(input)
    granted(user, await unlockUser(OPERATOR, user.id, input.now))
    return { text: `${inWords(user)} can try to sign in again.`, json: { user: asData(user) } }
  },
}
