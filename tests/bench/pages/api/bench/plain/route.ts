import { cookies } from 'next/headers'

/** The cost of a handler without a session check. */
export async function GET() {
  await cookies()
  return Response.json({ name: 'Demo User' })
}
