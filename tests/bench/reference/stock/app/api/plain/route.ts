import { cookies } from 'next/headers'

export async function GET() {
  await cookies()
  return Response.json({ name: 'Demo User' })
}
