import 'server-only'
import { cookies } from 'next/headers'
import * as z from 'zod'
import { seal, unseal } from '@/lib/crypto/seal'
import { cookieOptions, draftCookieName } from './cookies'
import type { Viewer } from '@/lib/services/viewer'

const MAX_AGE_SECONDS = 600

/** Browsers keep 4096 characters of a cookie; the name and the attributes count too. */
const MAX_SEALED_LENGTH = 3500

const draftSchema = z.object({
  sessionId: z.string(),
  path: z.string(),
  values: z.record(z.string(), z.string()),
})

/**
 * Saves what was typed into a form while its owner is sent to confirm the password. The cookie is
 * sealed, bound to this session and page, and valid for ten minutes. Only actions can call this,
 * because pages cannot set cookies.
 *
 * @param values text fields by name, never a secret
 */
export async function saveDraft(
  viewer: Viewer,
  path: string,
  values: Record<string, string>,
): Promise<void> {
  const sealed = seal('draft', JSON.stringify({ sessionId: viewer.session.id, path, values }))
  if (sealed.length > MAX_SEALED_LENGTH) return
  const jar = await cookies()
  jar.set(draftCookieName(), sealed, { ...cookieOptions(), maxAge: MAX_AGE_SECONDS })
}

/** What was typed on this page before the redirect, by field name; empty when there was none. */
export async function readDraft(viewer: Viewer, path: string): Promise<Record<string, string>> {
  const sealed = (await cookies()).get(draftCookieName())?.value ?? ''
  const text = sealed === '' ? null : unseal('draft', sealed)
  const draft = text === null ? undefined : draftSchema.safeParse(JSON.parse(text)).data
  return draft?.sessionId === viewer.session.id && draft.path === path ? draft.values : {}
}

/** For actions, once the form was processed. */
export async function clearDraft(): Promise<void> {
  const jar = await cookies()
  if (jar.has(draftCookieName())) {
    jar.set(draftCookieName(), '', { ...cookieOptions(), maxAge: 0 })
  }
}
