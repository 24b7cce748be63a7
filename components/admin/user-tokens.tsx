import { Badge } from '@/components/ui/badge'
import { Card } from '@/components/ui/card'
import { LocalTime } from '@/components/ui/local-time'

export type ShownUserToken = {
  id: string
  name: string
  /** In words. */
  scope: string
  expiresIso: string
  lastUsedIso: string | null
}

/** A user's active access tokens; nothing while there are none. */
export function UserTokens({ tokens }: { tokens: readonly ShownUserToken[] }) {
  if (tokens.length === 0) return null
  return (
    <Card title="Access tokens" aside={<Badge>{String(tokens.length)}</Badge>}>
      <ul className="divide-y divide-line">
        {tokens.map(({ id, name, scope, expiresIso, lastUsedIso }) => (
          <li key={id} className="grid gap-0.5 py-3 first:pt-0 last:pb-0">
            <p dir="auto" className="font-medium break-words">
              {name}
            </p>
            <p className="text-sm text-muted">
              {scope}, expires <LocalTime iso={expiresIso} />,{' '}
              {lastUsedIso ? (
                <>
                  last used <LocalTime iso={lastUsedIso} />
                </>
              ) : (
                'never used'
              )}
            </p>
          </li>
        ))}
      </ul>
    </Card>
  )
}
