import { readViewer } from '@/lib/auth/guards'

/** The same handler with a session check. */
export async function GET() {
  const viewer = await readViewer()
  return Response.json({ name: viewer?.name ?? null })
}
