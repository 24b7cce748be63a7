/** What a mailed link tells its holder about the account it is for. */
export type LinkAccount = {
  /** The address the link was mailed to, which the holder can read mail at. */
  email: string
  /** For password managers; null where the holder need not be who the account belongs to. */
  username: string | null
  /** As much of the username as a holder may see who need not know it. */
  maskedUsername: string
}

/** @returns the first character alone; how long the rest is stays untold */
export function maskedName(name: string): string {
  const [first = ''] = name
  return `${first}•••`
}

/** @param user.email the address the link was mailed to */
export function linkAccountOf(user: { email: string; username: string }): LinkAccount {
  const { email, username } = user
  return { email, username, maskedUsername: maskedName(username) }
}
