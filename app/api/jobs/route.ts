import { carriesToken } from '@/lib/auth/bearer-token'
import { handler } from '@/lib/auth/handler'
import { env } from '@/lib/env'
import { runDueJobs } from '@/lib/jobs/run-due-jobs'

export const dynamic = 'force-dynamic'
/** In seconds, for platforms that read it: longer than one run may take. */
export const maxDuration = 60

/**
 * Sends mail, seals the audit log and purges expired data, once, for platforms without a process that
 * keeps running. A 404 where no `JOBS_TOKEN` is set, and a 401 without it.
 */
const runJobs = handler(async (request: Request): Promise<Response> => {
  const token = env().JOBS_TOKEN
  if (token === undefined) return Response.json({ error: 'not_found' }, { status: 404 })
  if (!carriesToken(request.headers, token)) {
    const message = 'Send “Authorization: Bearer …” with the JOBS_TOKEN of this installation.'
    return Response.json(
      { error: 'unauthorized', message },
      { status: 401, headers: { 'WWW-Authenticate': 'Bearer' } },
    )
  }
  return Response.json(await runDueJobs())
})

/** By GET as well, because that is what the crons of Vercel send. */
export { runJobs as GET, runJobs as POST }
