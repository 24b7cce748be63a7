import { handler } from '@/lib/auth/handler'
import { clientInfoOf, requestIdOf } from '@/lib/auth/request-context'
import { readPolicyViolations } from '@/lib/domain/site/csp-reports'
import { log } from '@/lib/platform/log'
import { createViolationLog } from '@/lib/services/operations/csp-reports'

const noteViolations = createViolationLog(log)

/**
 * Receives browsers' reports of policy violations. It has to be public, so bodies are small (see
 * `lib/http/limits.ts`), log lines are limited, and nothing else happens.
 */
export const POST = handler(async (request: Request): Promise<Response> => {
  const violations = readPolicyViolations(parse(await request.text()))
  if (!violations) return notAReport()
  const { address } = clientInfoOf(request.headers)
  noteViolations(violations, { requestId: requestIdOf(request.headers), address }, new Date())
  return new Response(null, { status: 204 })
})

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return null
  }
}

function notAReport(): Response {
  return new Response(
    'This is no report of a policy violation. Browsers send those by themselves.\n',
    {
      status: 400,
      headers: { 'Content-Type': 'text/plain; charset=utf-8' },
    },
  )
}
