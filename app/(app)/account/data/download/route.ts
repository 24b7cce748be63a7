import { redirect } from 'next/navigation'
import { readViewer, requireViewer } from '@/lib/auth/guards'
import { handler } from '@/lib/auth/handler'
import { hasRecentProof, requireRecentProof } from '@/lib/auth/recent-proof'
import { waitPage } from '@/lib/auth/refused-answer'
import { clientInfoOf } from '@/lib/auth/request-context'
import { seeOther } from '@/lib/auth/see-other'
import { confirmPasswordPath, signInPath } from '@/lib/domain/site/redirects'
import { exportData } from '@/lib/services/account/export-data'
import { product } from '@/lib/product'

const PAGE = '/account/data'

/**
 * "Download my data": a form's POST, so that no link or image can trigger it. A form that returns a
 * file cannot be a server action. A user who has to confirm the password first returns to the page.
 */
export const POST = handler(async (request: Request): Promise<Response> => {
  const viewer = await readViewer()
  if (!viewer) return seeOther(signInPath(PAGE, 'session_expired'))
  if (!hasRecentProof(viewer)) return seeOther(confirmPasswordPath(PAGE))
  const proven = await requireRecentProof(viewer, PAGE)
  const now = new Date()
  const exported = await exportData(proven, clientInfoOf(request.headers), now)
  if (!exported.ok) return waitPage(exported.refusal, { href: PAGE, text: 'Back to your data' })
  const day = now.toISOString().slice(0, 'yyyy-mm-dd'.length)
  return new Response(`${JSON.stringify(exported.value, null, 2)}\n`, {
    headers: {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Disposition': `attachment; filename="${product.slug}-${viewer.username}-${day}.json"`,
      'Cache-Control': 'private, no-store',
    },
  })
})

/** Where a sign-in leads that came between the button and the file. */
export async function GET(): Promise<never> {
  await requireViewer()
  redirect(PAGE)
}
