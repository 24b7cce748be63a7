import { Badge } from '@/components/ui/badge'
import { Card } from '@/components/ui/card'
import type { TimelineRequest, TimelineStep } from '@/lib/inspector/timeline/timeline'
import { valueText } from '../sequence/values'

/** Each claim of the token and the field of the session JSON it becomes; null when it is dropped. */
const WAYS: readonly (readonly [claim: string | null, field: string | null, why: string])[] = [
  ['claim.id', 'user.id', 'the same'],
  ['claim.sessionId', 'sessionId', 'the same'],
  ['claim.role', 'user.role', 'read again from the row: the claim never decides'],
  ['claim.sub', null, 'dropped: the id again'],
  ['claim.absoluteEnd', null, 'dropped: only the server needs it'],
  ['claim.iat', null, 'dropped: when the token was issued'],
  ['claim.exp', null, 'dropped: when the token expires'],
  ['claim.jti', null, 'dropped: the id of the token itself'],
  [null, 'user.name', 'added from the row'],
  [null, 'user.username', 'added from the row'],
  [null, 'user.email', 'added from the row'],
  [null, 'user.image', 'added from the row'],
  [null, 'expires', 'added: the earlier of the two ends'],
]

/** The encrypted token on one side, the session JSON on the other, and what happens in between. */
export function TokenAndSession({ timeline }: { timeline: readonly TimelineRequest[] }) {
  const reading = timeline.findLast(({ steps }) => steps.some(({ step }) => step === 'session'))
  const decode = stepOf(reading, 'decode')
  const session = stepOf(reading, 'session')
  return (
    <Card title="Token and session" aside={decode && <Badge tone="accent">Encrypted</Badge>}>
      {decode && session ? (
        <div className="grid grid-cols-1 gap-5">
          <Header decode={decode} />
          <Ways token={decode.out} session={session.out} />
        </div>
      ) : (
        <p className="text-muted">
          Sign in, then read the session: the server decrypts the token, and this view shows it next
          to the JSON that is made of it.
        </p>
      )}
    </Card>
  )
}

function stepOf(
  request: TimelineRequest | undefined,
  name: TimelineStep['step'],
): TimelineStep | undefined {
  return request?.steps.find(({ step }) => step === name)
}

function Header({ decode }: { decode: TimelineStep }) {
  const { 'header.alg': alg, 'header.enc': enc, 'header.kid': kid } = decode.out
  return (
    <div className="rounded-md bg-sunken p-4">
      <p className="font-mono text-xs break-all">
        {`{"alg":"${String(alg)}","enc":"${String(enc)}","kid":"${String(kid)}"}`}
      </p>
      <p className="mt-2 text-sm text-muted">
        The real header of your token, which is {String(decode.in.bytes)} characters long. “dir”
        with “A256CBC-HS512” means: encrypted with a key that only the server has. You can copy it
        from the developer tools into a decoder on the web, which reads this header and nothing
        else. A script in the page reads not even that, because the cookie is HttpOnly. A token that
        is only signed would say “HS256”, and a decoder would show its claims.
      </p>
    </div>
  )
}

const COLUMNS = ['Claim in the token', 'becomes', 'Session JSON', 'Why']

/** A table; on a narrow screen each row is a card, without its empty cells. */
function Ways({ token, session }: { token: TimelineStep['out']; session: TimelineStep['out'] }) {
  return (
    <table className="block w-full text-left text-sm sm:table" aria-label="From token to session">
      <thead className="hidden text-xs text-muted sm:table-header-group">
        <tr>
          {COLUMNS.map((column) => (
            <th key={column} scope="col" className="py-1.5 pr-4 font-medium">
              {column === 'becomes' ? <span className="sr-only">{column}</span> : column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="grid gap-2 sm:table-row-group sm:divide-y sm:divide-line sm:border-y sm:border-line">
        {WAYS.map(([claim, field, why]) => (
          <tr
            key={`${claim} ${field}`}
            className="grid gap-1 rounded-md bg-sunken p-3 sm:table-row sm:bg-transparent sm:p-0"
          >
            <td className="font-mono text-xs empty:hidden sm:py-1.5 sm:pr-4 sm:empty:table-cell">
              {claim && pair(claim, token)}
            </td>
            <td className="text-accent-text sm:py-1.5 sm:pr-4" aria-hidden="true">
              {claim && field ? '→' : claim ? '×' : '+'}
            </td>
            <td className="font-mono text-xs empty:hidden sm:py-1.5 sm:pr-4 sm:empty:table-cell">
              {field && pair(field, session)}
            </td>
            <td className="text-xs text-muted sm:py-1.5">{why}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function pair(name: string, values: TimelineStep['out']): string {
  const value = values[name]
  const label = name.replace(/^claim\./, '')
  return value === undefined ? `${label}: absent` : `${label}: ${valueText(name, value)}`
}
