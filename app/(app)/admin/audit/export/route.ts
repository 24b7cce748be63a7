import { notFound, redirect } from 'next/navigation'
import { plainPage } from '@/lib/auth/plain-page'
import { seeOther } from '@/lib/auth/see-other'
import { readViewer, requireAdmin } from '@/lib/auth/guards'
import { handler } from '@/lib/auth/handler'
import { hasRecentProof } from '@/lib/auth/recent-proof'
import { clientInfoOf } from '@/lib/auth/request-context'
import { confirmPasswordPath, signInPath } from '@/lib/domain/site/redirects'
import { auditQuestionSchema, hasValidFilters } from '@/lib/schemas/audit-question'
import { findPeople } from '@/lib/services/admin-pages/find-people'
import { exportAuditLog } from '@/lib/services/audit/audit-listing'
import { product } from '@/lib/product'

const PAGE = '/admin/audit'
const REFUSED = 'Nothing was exported: one of the filters is not valid. Set the filters again.'

/**
 * The audit log as a file, streamed, after a recent password check. By POST, because the export is
 * recorded.
 */
export const POST = handler(async (request: Request): Promise<Response> => {
  if (!(await readViewer())) return seeOther(signInPath(PAGE, 'session_expired'))
  const viewer = await requireAdmin('audit_export')
  if (!hasRecentProof(viewer)) return seeOther(confirmPasswordPath(PAGE))
  const fields = await fieldsOf(request)
  if (!hasValidFilters(fields)) {
    return plainPage(400, REFUSED, { link: { href: PAGE, text: 'Back to the audit log' } })
  }
  const question = auditQuestionSchema.parse(fields)
  const now = new Date()
  const people = await findPeople(viewer, question.person, now)
  if (!people) notFound()
  const client = clientInfoOf(request.headers)
  const lines = await exportAuditLog(viewer, question, people.ids, client, now)
  if (!lines) notFound()
  const day = now.toISOString().slice(0, 10)
  return new Response(streamOf(lines), {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="${product.slug}-audit-${day}.csv"`,
      'Cache-Control': 'private, no-store',
    },
  })
})

/** Redirects a GET, which follows a sign-in between the button and the file. */
export async function GET(): Promise<never> {
  await requireAdmin('audit_export')
  redirect(PAGE)
}

/** A body that is not a form means no filters. */
async function fieldsOf(request: Request): Promise<Record<string, unknown>> {
  const form = await request.formData().catch(() => null)
  return form ? Object.fromEntries(form) : {}
}

function streamOf(lines: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await lines.next()
      if (done) controller.close()
      else controller.enqueue(encoder.encode(value))
    },
    async cancel() {
      await lines.return(undefined)
    },
  })
}
