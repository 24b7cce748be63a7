import { Badge } from '@/components/ui/badge'
import { Card } from '@/components/ui/card'
import { nameOf, type TimelineRequest } from '@/lib/inspector/timeline/timeline'

/** The double-submit check, with the values of the newest POST. */
export function CsrfPair({ timeline }: { timeline: readonly TimelineRequest[] }) {
  const request = timeline.findLast(({ steps }) => steps.some(({ step }) => step === 'csrf'))
  const check = request?.steps.find(({ step }) => step === 'csrf')
  if (!request || !check) {
    return (
      <Card title="CSRF">
        <p className="text-muted">
          Sign in, sign out or call update(): each is a POST, and each must bring both halves of the
          CSRF pair.
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
          {out.verified === true ? 'Both match' : 'No match'}
        </Badge>
      }
    >
      <div className="mb-4 grid gap-3 text-sm text-muted">
        <p>
          <strong className="font-medium text-ink">First our HTTP server: </strong>
          it compares <code>Origin</code> and <code>Sec-Fetch-Site</code> with this site’s own
          address, and answers 403 to a POST from any other origin. This is what stops a page on
          another subdomain, whatever cookies it has planted.
        </p>
        <p>
          <strong className="font-medium text-ink">Then SameSite=Lax: </strong>
          the browser does not send these cookies with a POST from another site, so such a POST
          would arrive without a session. Another subdomain or port counts as the same site.
        </p>
        <p>
          <strong className="font-medium text-ink">Then the token: </strong>
          another page cannot read the cookie, so it cannot repeat its token in the body. But the
          pair belongs to no session: anybody can ask <code>/api/auth/csrf</code> for a valid one,
          and a page that can plant cookies here could send both halves of it. Over https the
          cookie’s prefix <code>__Host-</code> keeps subdomains from planting one; over http only
          the first check does.
        </p>
        <p>
          Auth.js compares both pairs on the server, in <code>createCSRFToken</code> of @auth/core,
          and <code>validateCSRF</code> refuses the request before authorize is called. Auth.js does
          not show its values, so the inspector repeats the comparison with the same ones:{' '}
          <span className="font-mono text-xs">{nameOf(request)}</span>.
        </p>
      </div>
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
