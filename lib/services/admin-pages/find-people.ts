import type { Viewer } from '@/lib/services/viewer'
import { prisma } from '@/lib/data/database/prisma'
import { findNamedUser } from '@/lib/data/users/user-details'
import { foldSearch, listMatchingUsers, type NamedUser } from '@/lib/data/users/user-search'
import { isUuid } from '@/lib/domain/accounts/identifiers'
import { isAdministrator } from '@/lib/domain/accounts/roles'
import { searchedText } from '@/lib/domain/accounts/searched-text'

/** Few enough to name on a page, and to merge the events of. */
export const PEOPLE_LIMIT = 20

export type FoundPeople = {
  /** Null when nobody was asked for, so everybody is meant. */
  ids: string[] | null
  /** Those of them who have an account; of a deleted one only the id is left. */
  people: NamedUser[]
  /** There are more, who were left out. */
  isMore: boolean
}

/**
 * The people a search means: everybody with the text in any part of their name, username or email, at
 * most {@link PEOPLE_LIMIT}. An id means that account alone, deleted or not, and `@ada` the user with
 * exactly this username, if there is one.
 *
 * @param typed untrusted
 * @returns null unless the viewer is an administrator
 */
export async function findPeople(
  viewer: Viewer,
  typed: string,
  now: Date,
): Promise<FoundPeople | null> {
  if (!isAdministrator(viewer.role)) return null
  if (typed === '') return { ids: null, people: [], isMore: false }
  const id = typed.toLowerCase()
  if (isUuid(id)) {
    const user = await findNamedUser(prisma(), id)
    return { ids: [id], people: user ? [user] : [], isMore: false }
  }
  const needles = await foldSearch(prisma(), searchedText(typed))
  const found = await listMatchingUsers(prisma(), needles, PEOPLE_LIMIT + 1, now)
  const [first] = found
  const isMention = first !== undefined && needles.text === `@${first.username}`
  const people = isMention ? [first] : found.slice(0, PEOPLE_LIMIT)
  return {
    ...{ ids: people.map((person) => person.id), people },
    isMore: !isMention && found.length > PEOPLE_LIMIT,
  }
}
