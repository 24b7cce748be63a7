export const dynamic = 'force-dynamic'

/** Liveness. Checks no dependency, so that an outage elsewhere does not restart this process. */
export function GET(): Response {
  return Response.json({ status: 'ok' })
}
