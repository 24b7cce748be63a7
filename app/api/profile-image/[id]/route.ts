import { readViewer } from '@/lib/auth/guards'
import { handler } from '@/lib/auth/handler'
import { readProfileImage } from '@/lib/services/account/profile-image'

export const dynamic = 'force-dynamic'

const ONE_YEAR_SECONDS = 31_536_000

type Asked = { params: Promise<{ id: string }> }

/** A profile image. Every image has its own URL, so browsers may cache it permanently. */
export const GET = handler(async (_request: Request, { params }: Asked): Promise<Response> => {
  const viewer = await readViewer()
  const bytes = viewer && (await readProfileImage(viewer, (await params).id))
  if (!bytes) {
    return new Response('There is nothing at this address.', {
      status: 404,
      headers: { 'Cache-Control': 'no-store' },
    })
  }
  return new Response(bytes, {
    headers: {
      'Content-Type': 'image/webp',
      'Content-Disposition': 'inline; filename="profile.webp"',
      'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': `private, max-age=${ONE_YEAR_SECONDS}, immutable`,
    },
  })
})
