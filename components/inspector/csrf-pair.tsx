import { Badge } from '@/components/ui/badge'
import { Card } from '@/components/ui/card'
import { nameOf, type TimelineRequest } from '@/lib/inspector/timeline/timeline'

/** The double submit, with the values of the newest POST. */
export function CsrfPair({ timeline }: { timeline: readonly TimelineRequest[] }) {
  const request = timeline.findLast(({ steps }) => steps.some(({ step }) => step === 'csrf'))
  const check = request?.steps.find(({ step }) => step === 'csrf')
  if (!request || !check) {
    return (
      <Card title="CSRF">
        <p className="text-muted">
          Sign in, sign out or call update(): each is a POST, and each must bring both halves.
        </p>
      </Card>
    )
  }
  const { in: sent, out } = check
  return (
    <Card
      title="CSRF"
      aside={
        <Badge tone={out.verified === true ? 'accent' : 'danger'}>
          {out.verified === true ? 'Both match' : 'Refused'}
        </Badge>
      }
    >
      <p className="mb-4 text-sm text-muted">
        {nameOf(request)}. SameSite=Lax already keeps the cookie off a POST from another site. The
        token also stops what Lax lets through, such as a page on another subdomain: it cannot read
        the cookie, so it cannot repeat the token in the body, and it cannot make up a pair, since
        the hash needs our secret. Auth.js makes this check; it is repeated here with the same
        values, because Auth.js does not show its own.
      </p>
      <dl className="grid gap-3 sm:grid-cols-2">
        <Half label="Token in the body" value={sent.bodyToken} />
        <Half
          label="Token in the cookie"
          value={sent.cookieToken}
          isMatch={out.tokensMatch === true}
        />
        <Half label="SHA-256 of token and secret, recomputed" value={out.recomputed} />
        <Half
          label="Hash in the cookie"
          value={sent.cookieHash}
          isMatch={out.hashMatches === true}
        />
      </dl>
    </Card>
  )
}

function Half({ label, value, isMatch }: { label: string; value: unknown; isMatch?: boolean }) {
  return (
    <div className="rounded-md bg-sunken p-3">
      <dt className="text-xs text-muted">{label}</dt>
      <dd className="mt-1 flex flex-wrap items-center gap-2 font-mono text-sm">
        {typeof value === 'string' ? value : 'not sent'}
        {isMatch !== undefined && (
          <Badge tone={isMatch ? 'accent' : 'danger'}>{isMatch ? '= match' : '≠ no match'}</Badge>
        )}
      </dd>
    </div>
  )
}
