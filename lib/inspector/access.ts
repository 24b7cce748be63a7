import 'server-only'
import { headers } from 'next/headers'
import { notFound } from 'next/navigation'
import { recordRefusal, readViewer, requireAdmin } from '@/lib/auth/guards'
import { isAdministrator, type Role } from '@/lib/domain/accounts/roles'
import { env } from '@/lib/env'
import type { Viewer } from '@/lib/services/viewer'
import { recordingOf } from './recording/own-recording'
import { runningInspector, type RunningInspector } from './running-inspector'

export type Inspection = {
  inspector: RunningInspector
  /** Null while this browser has no trace cookie. */
  recording: string | null
  /** The administrator who watches; null where everyone may watch their own recording. */
  viewer: Viewer | null
}

/**
 * Whether the inspector is available: outside production to everyone, in production to administrators.
 */
export function isInspectorOpen(role: Role | null): boolean {
  return runningInspector() !== null && (!env().isProduction || isAdministrator(role))
}

/**
 * The first line of the inspector's page. Responds with 404 when the inspector is off and, in
 * production, to everyone but administrators. Elsewhere signed-out visitors may use it to watch their
 * own sign-in.
 */
export async function requireInspector(): Promise<Inspection> {
  const inspector = runningInspector()
  if (!inspector) notFound()
  const viewer = env().isProduction ? await requireAdmin('inspector') : null
  return { inspector, viewer, recording: await ownRecording() }
}

/** As {@link requireInspector}, for handlers. @returns null when there is nothing here for them */
export async function readInspector(): Promise<Inspection | null> {
  const inspector = runningInspector()
  if (!inspector) return null
  const viewer = env().isProduction ? await readViewer() : null
  if (!isInspectorOpen(viewer?.role ?? null)) {
    if (viewer) await recordRefusal(viewer, 'inspector')
    return null
  }
  return { inspector, viewer, recording: await ownRecording() }
}

async function ownRecording(): Promise<string | null> {
  return recordingOf((await headers()).get('cookie') ?? '')
}
