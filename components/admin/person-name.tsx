import { personEventsPath } from '@/lib/domain/audit/audit-path'

export type ShownPerson = {
  id: string
  /** Null when the account was deleted. */
  account: { name: string; username: string } | null
}

/** Somebody by name, with a link to their page; a deleted account with one to its events. */
export function PersonName({ person }: { person: ShownPerson }) {
  const { id, account } = person
  if (!account) {
    return (
      <a href={personEventsPath(id)} className="text-link">
        Deleted account
      </a>
    )
  }
  return (
    <span className="grid">
      <a href={`/admin/users/${id}`} className="text-link justify-self-start" dir="auto">
        {account.name}
      </a>
      <span className="text-muted">@{account.username}</span>
    </span>
  )
}
