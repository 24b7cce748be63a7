import 'server-only'
import { headers } from 'next/headers'
import { notFound } from 'next/navigation'
import { env } from '@/lib/env'
import { flow, type Flow } from '@/lib/inspector/flow'
import { noteRefusal, readViewer, requireAdmin } from '@/lib/auth/guards'
import { mayInspect, recordingOf } from './trace-request'
import type { Role } from '@/lib/domain/accounts/roles'

export type Inspection = {
  flow: Flow
  /** Null while this browser has no trace cookie. */
  recording: string | null
}

/**
 * The first line of the inspector's page: off, it does not exist; in production it exists for
 * administrators; elsewhere also for somebody signed out, who wants to watch their own sign-in.
 */
export async function requireInspector(): Promise<Inspection> {
  const on = flow()
  if (!on) notFound()
  if (env().isProduction) await requireAdmin('inspector')
  return { flow: on, recording: recordingOf((await headers()).get('cookie') ?? '') }
}

/** As {@link requireInspector}, for handlers. @returns null when there is nothing here for them */
export async function readInspector(): Promise<Inspection | null> {
  const on = flow()
  if (!on) return null
  const viewer = env().isProduction ? await readViewer() : null
  if (!mayInspect(viewer?.role ?? null)) {
    if (viewer) await noteRefusal(viewer, 'inspector')
    return null
  }
  return { flow: on, recording: recordingOf((await headers()).get('cookie') ?? '') }
}

/** For navigation: whether there is a page to lead to. */
export function isInspectorOpen(role: Role | null): boolean {
  return mayInspect(role)
}
