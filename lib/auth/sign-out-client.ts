import { signOut } from 'next-auth/react'
import type { Refusal } from '@/lib/platform/errors'
import { guardAuthCall } from './guarded-fetch'
import { seconds } from '@/lib/domain/time'

const TIMEOUT_MS = seconds(10)

/**
 * The only caller of next-auth's `signOut`, which also notifies the other tabs. Never throws and never
 * navigates: the caller leaves the page with a full document load.
 */
export async function signOutInBrowser(): Promise<{ ok: true } | { ok: false; refusal: Refusal }> {
  const answer = await guardAuthCall(() => signOut({ redirect: false }), TIMEOUT_MS)
  if (answer.failure === 'network') return { ok: false, refusal: { code: 'network_error' } }
  if (answer.error !== undefined || answer.status !== 200) {
    return { ok: false, refusal: { code: 'server_error' } }
  }
  return { ok: true }
}
