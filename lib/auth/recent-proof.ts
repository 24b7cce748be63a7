import 'server-only'
import { redirect } from 'next/navigation'
import { isProofRecent } from '@/lib/domain/sessions/recent-proof'
import { confirmPasswordPath } from '@/lib/domain/site/redirects'
import { seconds } from '@/lib/domain/time'
import { env } from '@/lib/env'
import { saveDraft } from './draft'
import type { ProvenViewer, Viewer } from '@/lib/services/viewer'

/** Whether the password was confirmed in this session within `SUDO_SECONDS`. */
export function hasRecentProof(viewer: Viewer): boolean {
  return isProofRecent(viewer.session.provedAt, new Date(), seconds(env().SUDO_SECONDS))
}

/**
 * The second line of actions that require a recently confirmed password. Redirects to the page that
 * asks for it, and from there back to the form, filled in as before:
 *
 *     const viewer = await requireViewer()
 *     const parsed = parseForm(schema, formData, ['email'])
 *     if (!parsed.ok) return parsed.state
 *     const proven = await requireRecentProof(viewer, '/account/security', typed)
 *
 * The page fills the form with `readDraft`. Pages may call it too, without `typed`.
 *
 * @param returnPath the page with the form, on this site
 * @param typed text fields by name, to fill in again; never a secret
 */
export async function requireRecentProof(
  viewer: Viewer,
  returnPath: string,
  typed: Record<string, string> = {},
): Promise<ProvenViewer> {
  // The only place that creates a proven viewer.
  if (hasRecentProof(viewer)) return viewer as ProvenViewer
  if (Object.keys(typed).length > 0) await saveDraft(viewer, returnPath, typed)
  redirect(confirmPasswordPath(returnPath))
}
