import { currentSession } from '@/lib/auth/current-session'
import { plainPage } from '@/lib/auth/plain-page'
import { readInspector } from '@/lib/inspector/access'

/** An API route that asks `auth()` who is signed in, as any route handler of an app may. */
export async function GET(): Promise<Response> {
  if (!(await readInspector())) return plainPage(404, 'There is nothing at this address.')
  const session = await currentSession()
  const body = { signedIn: session !== null, role: session?.user.role ?? null }
  return Response.json(body, { headers: { 'Cache-Control': 'private, no-store' } })
}
