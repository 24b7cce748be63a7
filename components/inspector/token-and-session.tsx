import { Badge } from '@/components/ui/badge'
import { Card } from '@/components/ui/card'
import type { TimelineRequest, TimelineStep } from '@/lib/inspector/timeline/timeline'
import { valueText } from './values'

/** Each claim of the token and where it ends in the session JSON; null when it is dropped. */
const WAYS: readonly (readonly [claim: string | null, field: string | null, why: string])[] = [
  ['claim.id', 'user.id', 'the same'],
  ['claim.sessionId', 'sessionId', 'the same'],
  ['claim.role', 'user.role', 'read again from the row: a claim never decides'],
  ['claim.sub', null, 'dropped: the id again'],
  ['claim.absoluteEnd', null, 'dropped: only the server needs it'],
  ['claim.iat', null, 'dropped: when it was made'],
  ['claim.exp', null, 'dropped: when the cookie ends'],
  ['claim.jti', null, 'dropped: a number of its own'],
  [null, 'user.name', 'added from the row'],
  [null, 'user.username', 'added from the row'],
  [null, 'user.email', 'added from the row'],
  [null, 'user.image', 'added from the row'],
  [null, 'expires', 'added: the earlier of the two ends'],
]

/** The encrypted token on the one side, the session JSON on the other, and what happens between. */
export function TokenAndSession({ timeline }: { timeline: readonly TimelineRequest[] }) {
  const reading = timeline.findLast(({ steps }) => steps.some(({ step }) => step === 'session'))
  const decode = stepOf(reading, 'decode')
  const session = stepOf(reading, 'session')
  return (
    <Card title="Token and session" aside={decode && <Badge tone="accent">Encrypted</Badge>}>
      {decode && session ? (
        <div className="grid gap-5">
          <Header decode={decode} />
          <Ways token={decode.out} session={session.out} />
        </div>
      ) : (
        <p className="text-muted">
          Sign in, then read the session: the token is opened on the server, and stands here beside
          the JSON that is made of it.
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
        The real header of your token, {String(decode.in.bytes)} characters long. “dir” with
        “A256CBC-HS512” means encrypted with a key that only the server has: what follows cannot be
        read by you, by a script, or by a decoder on the web. A merely signed token would say
        “HS256” and be open to anybody.
      </p>
    </div>
  )
}

function Ways({ token, session }: { token: TimelineStep['out']; session: TimelineStep['out'] }) {
  return (
    <div className="overflow-x-auto" role="region" aria-label="From token to session" tabIndex={0}>
      <table className="w-full min-w-2xl text-left text-sm">
        <thead className="text-xs text-muted">
          <tr>
            <th className="py-1.5 pr-4 font-medium">Claim in the token</th>
            <th className="py-1.5 pr-4 font-medium">
              <span className="sr-only">becomes</span>
            </th>
            <th className="py-1.5 pr-4 font-medium">Session JSON</th>
            <th className="py-1.5 font-medium">Why</th>
          </tr>
        </thead>
        <tbody className="divide-y divide-line border-y border-line">
          {WAYS.map(([claim, field, why]) => (
            <tr key={`${claim} ${field}`}>
              <td className="py-1.5 pr-4 font-mono text-xs">{claim && pair(claim, token)}</td>
              <td className="py-1.5 pr-4 text-accent-text" aria-hidden="true">
                {claim && field ? '→' : claim ? '×' : '+'}
              </td>
              <td className="py-1.5 pr-4 font-mono text-xs">{field && pair(field, session)}</td>
              <td className="py-1.5 text-xs text-muted">{why}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function pair(name: string, values: TimelineStep['out']): string {
  const value = values[name]
  const label = name.replace(/^claim\./, '')
  return value === undefined ? `${label}: not there` : `${label}: ${valueText(name, value)}`
}
