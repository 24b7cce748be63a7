import { viewerOfRequest } from '@/lib/auth/guards'

/** The same handler, for whoever is signed in. */
export async function GET(request: Request) {
  const viewer = await viewerOfRequest(request)
  return Response.json({ name: viewer?.name ?? null })
}
