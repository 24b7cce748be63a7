import { handler } from '@/lib/auth/handler'
import { viewerOfRequest } from '@/lib/auth/viewer-of-request'

/** Who the request is from, for programs with an access token and for scripts of this site's pages. */
export const GET = handler(async (request: Request): Promise<Response> => {
  const caller = await viewerOfRequest(request, 'read')
  if (caller instanceof Response) return caller
  const { id, name, username, email, image, role } = caller
  return Response.json({ id, name, username, email, image, role })
})
