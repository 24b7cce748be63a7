import { setRole } from '@/lib/services/admin/admin-users'
import { OPERATOR } from '@/lib/services/admin/operator'
import { WrongUsage, type Command } from '../command'
import { asData, granted, inWords, namedUser, WHO } from '../who'

const ROLES = ['USER', 'ADMIN'] as const

export const setRoleCommand: Command = {
  name: 'set-role',
  says: 'make somebody an administrator, or no longer one',
  details: 'Counts at the next request. One active administrator always remains.',
  positionals: [WHO, { name: 'role', says: 'USER or ADMIN' }],
  options: {},
  run: async (input) => {
    const typed = input.positionals[1] ?? ''
    const role = ROLES.find((name) => name === typed.toUpperCase())
    if (!role) throw new WrongUsage(`There is no role "${typed}". There are: ${ROLES.join(', ')}.`)
    const user = await namedUser(input)
    granted(user, await setRole(OPERATOR, user.id, role, input.now))
    const json = { user: asData(user), from: user.role, to: role }
    if (user.role === role) return { text: `${inWords(user)} is ${role} already.`, json }
    return { text: `${inWords(user)} was ${user.role} and is ${role} now.`, json }
  },
}
