import { cookies } from 'next/headers'

/** What a handler costs that asks nobody who is there. */
export async function GET() {
  await cookies()
  return Response.json({ name: 'Demo User' })
}
