export const dynamic = 'force-dynamic'

/** Lives. Asks nothing of anyone, so that an outage elsewhere does not get this process restarted. */
export function GET(): Response {
  return Response.json({ status: 'ok' })
}
