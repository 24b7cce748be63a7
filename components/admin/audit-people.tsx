import { TextLink } from '@/components/ui/text-link'
import { personEventsPath } from '@/lib/domain/audit/audit-path'

type Person = { id: string; name: string; username: string }

/** Whose events are shown: the one person, with a link to their page, or those a search found. */
export function AuditPeople({ people, isMore }: { people: readonly Person[]; isMore: boolean }) {
  const [first, ...others] = people
  if (!first) return null
  if (others.length === 0) {
    return (
      <p className="text-sm text-muted">
        Events of{' '}
        <TextLink href={`/admin/users/${first.id}`}>
          <bdi>{first.name}</bdi> (@{first.username})
        </TextLink>
      </p>
    )
  }
  return (
    <div className="grid gap-1 text-sm text-muted">
      <p>
        {isMore
          ? `Events of the first ${people.length} people found. Type more letters to see the rest.`
          : `Events of ${people.length} people. Choose one to see theirs alone:`}
      </p>
      <ul aria-label="People found" className="flex flex-wrap gap-x-4 gap-y-1">
        {people.map(({ id, username }) => (
          <li key={id}>
            <TextLink href={personEventsPath(id)}>@{username}</TextLink>
          </li>
        ))}
      </ul>
    </div>
  )
}
