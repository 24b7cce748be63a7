'use server'

import { refresh } from 'next/cache'
import { headers } from 'next/headers'
import { notFound } from 'next/navigation'
import { requireViewer } from '@/lib/auth/guards'
import { requireRecentProof } from '@/lib/auth/recent-proof'
import { clientInfoOf } from '@/lib/auth/request-context'
import { keptValues, parseForm, readFields, type FormState } from '@/lib/platform/forms'
import { createTokenSchema, tokenIdSchema } from '@/lib/schemas/api-tokens'
import { createToken, revokeToken } from '@/lib/services/tokens/api-tokens'

const KEPT = ['name', 'scope', 'expires'] as const

export async function createTokenAction(
  _previous: FormState,
  formData: FormData,
): Promise<FormState> {
  const viewer = await requireViewer()
  const parsed = parseForm(createTokenSchema, formData, KEPT)
  if (!parsed.ok) return parsed.state
  const values = keptValues(readFields(formData), KEPT)
  const proven = await requireRecentProof(viewer, '/account/tokens')
  const request = clientInfoOf(await headers())
  const result = await createToken(proven, parsed.value, request, new Date())
  if (!result.ok) return { refusal: result.refusal, values }
  refresh()
  return { notice: 'Token created. Copy it now: it is not shown again.', issued: result.value }
}

/** Revokes one of the viewer's own tokens. */
export async function revokeTokenAction(
  _previous: FormState,
  formData: FormData,
): Promise<FormState> {
  const viewer = await requireViewer()
  const parsed = parseForm(tokenIdSchema, formData)
  if (!parsed.ok) notFound()
  await revokeToken(viewer, parsed.value.token, clientInfoOf(await headers()), new Date())
  refresh()
  return { notice: 'The token was revoked.' }
}
