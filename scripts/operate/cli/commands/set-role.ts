import { setRole } from '@/lib/services/admin/admin-users'
import { OPERATOR } from '@/lib/services/admin/operator'
import { WrongUsage, type Command } from '../command'
import { asData, granted, inWords, namedUser, WHO } from '../who'
import { ROLE_NAMES } from '@/lib/domain/accounts/roles'

export const setRoleCommand: Command = {
  name: 'set-role',
  says: 'change the role of an account, such as to administrator',
  details: 'Takes effect immediately. The last active administrator keeps the role.',
  positionals: [WHO, { name: 'role', says: ROLE_NAMES.join(' or ') }],
  options: {},
  run: async (input) => {
    const typed = input.positionals[1] ?? ''
    const role = ROLE_NAMES.find((name) => name === typed.toUpperCase())
    if (!role) throw new WrongUsage(`There is no role "${typed}". Roles: ${ROLE_NAMES.join(', ')}.`)
    const user = await namedUser(input)
    granted(user, await setRole(OPERATOR, user.id, role, input.now))
    const json = { user: asData(user), from: user.role, to: role }
    if (user.role === role) return { text: `${inWords(user)} is already ${role}.`, json }
    return { text: `${inWords(user)} was ${user.role} and is now ${role}.`, json }
  },
}
