import { judgeUser, type BadUser, type ImportableUser, type ImportOptions } from './judge-user'
import { readUsersFile } from './read-users-file'
import { sortUsers, type SortedUsers } from './sort-users'

/** Reads and judges a file of users. Changes nothing. @returns why nothing of the file can be read */
export async function prepareImport(
  content: Uint8Array,
  options: ImportOptions,
  now: Date,
): Promise<SortedUsers | { problem: string }> {
  const file = readUsersFile(content)
  if ('problem' in file) return file
  const judged = file.users.map((user) => judgeUser(user, options, now))
  const possible = judged.filter((user): user is ImportableUser => 'email' in user)
  const refused = judged.filter((user): user is BadUser => 'problem' in user)
  const sorted = await sortUsers(possible)
  return { ...sorted, bad: [...refused, ...sorted.bad] }
}
