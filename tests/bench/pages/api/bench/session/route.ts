import { readViewer } from '@/lib/auth/guards'

/** The same handler, for whoever is signed in. */
export async function GET() {
  const viewer = await readViewer()
  return Response.json({ name: viewer?.name ?? null })
}
