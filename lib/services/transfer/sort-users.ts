import { prisma } from '@/lib/data/database/prisma'
import { findTaken } from '@/lib/data/users/transferred-users'
import { isReservedUsername } from '@/lib/domain/accounts/reserved-usernames'
import type { BadUser, ImportableUser } from './judge-user'

export type SortedUsers = {
  users: ImportableUser[]
  /** How many have an account already. */
  known: number
  bad: BadUser[]
}

/** Users looked up at once. */
const BATCH = 500
/** Numbers tried at once behind a made-up username. */
const CANDIDATES = 50

/** Who has an email, a username or an id: `null` for an account, else where in the file. */
type Owners = Record<'emails' | 'usernames' | 'ids', Map<string, string | null>>

/**
 * Sorts out the users who can be created: not those with an account, and not those whose email, username
 * or id somebody else has, in the file or here. Usernames that may change get a number where they must.
 */
export async function sortUsers(judged: readonly ImportableUser[]): Promise<SortedUsers> {
  const owners: Owners = { emails: new Map(), usernames: new Map(), ids: new Map() }
  const numbers = new Map<string, number>()
  const sorted: SortedUsers = { users: [], known: 0, bad: [] }
  for (let at = 0; at < judged.length; at += BATCH) {
    const batch = judged.slice(at, at + BATCH)
    await addAccounts(owners, batch)
    for (const user of batch) {
      if (owners.emails.get(user.email) === null) {
        sorted.known += 1
        continue
      }
      const username = user.mayChange
        ? await freeUsername(user.username, owners, numbers)
        : user.username
      const problem = clashOf({ ...user, username }, owners)
      if (problem !== null) sorted.bad.push({ where: user.where, problem })
      else sorted.users.push(taken({ ...user, username }, owners))
    }
  }
  return sorted
}

/** Adds what accounts have of what these users want. */
async function addAccounts(owners: Owners, wanted: readonly ImportableUser[]): Promise<void> {
  const accounts = await findTaken(prisma(), {
    emails: wanted.map(({ email }) => email),
    usernames: wanted.map(({ username }) => username),
    ids: wanted.flatMap(({ id }) => id ?? []),
  })
  for (const { id, email, username } of accounts) {
    owners.emails.set(email, null)
    owners.usernames.set(username, null)
    owners.ids.set(id, null)
  }
}

function clashOf({ email, username, id }: ImportableUser, owners: Owners): string | null {
  const withEmail = owners.emails.get(email)
  if (withEmail) return `${withEmail} has the same email. Keep one of them.`
  const withId = id === null ? undefined : owners.ids.get(id)
  if (withId !== undefined) return `${withId ?? 'Another account'} has the same id. Leave it out.`
  const withName = owners.usernames.get(username)
  if (withName === undefined) return null
  return `${withName ?? 'Another account'} has the same username. Change it, or add --make-usernames.`
}

function taken(user: ImportableUser, owners: Owners): ImportableUser {
  owners.emails.set(user.email, user.where)
  owners.usernames.set(user.username, user.where)
  if (user.id !== null) owners.ids.set(user.id, user.where)
  return user
}

/** The username, or the first one free with a number behind it. */
async function freeUsername(wanted: string, owners: Owners, numbers: Map<string, number>) {
  const isFree = (name: string) => !owners.usernames.has(name) && !isReservedUsername(name)
  if (isFree(wanted)) return wanted
  for (;;) {
    const first = numbers.get(wanted) ?? 2
    const candidates = Array.from(
      { length: CANDIDATES },
      (_, n) => `${wanted.slice(0, 24)}-${first + n}`,
    )
    const accounts = await findTaken(prisma(), { emails: [], usernames: candidates, ids: [] })
    for (const { username } of accounts) owners.usernames.set(username, null)
    const free = candidates.findIndex(isFree)
    numbers.set(wanted, first + (free === -1 ? CANDIDATES : free + 1))
    const username = candidates[free]
    if (username !== undefined) return username
  }
}
