import type { NextRequest, NextResponse } from 'next/server'
import { cookieIn } from '@/lib/domain/site/cookie-header'
import { env } from '@/lib/env'
import { flow } from '@/lib/inspector/flow'
import { newTrace, readTrace } from '@/lib/inspector/trace-cookie'
import { cookieOptions, traceCookieName } from '@/lib/auth/cookies'
import { isAdministrator, type Role } from '@/lib/domain/accounts/roles'

/** Long enough to look round, and to come back after a while. What was recorded ends far sooner. */
const MAX_AGE_SECONDS = 3600

/** Whether somebody may watch here: everybody outside production, and administrators in it. */
export function mayInspect(role: Role | null): boolean {
  return flow() !== null && (!env().isProduction || isAdministrator(role))
}

/** The recording this browser may read, and nobody else; null while it has none. */
export function recordingOf(cookieHeader: string): string | null {
  const found = readTrace(cookieIn(cookieHeader, traceCookieName()), new Date())
  return found && !found.stage ? found.recording : null
}

/**
 * On the way to the inspector: a browser without a recording gets the cookie that names one. From
 * its next request on its own steps, and nobody else's, are recorded.
 */
export function keepRecording(request: NextRequest, response: NextResponse): void {
  const sent = cookieIn(request.headers.get('cookie') ?? '', traceCookieName())
  const isOurs = recordingOf(request.headers.get('cookie') ?? '') !== null
  const value = isOurs && sent !== null ? sent : newTrace().value
  response.cookies.set(traceCookieName(), value, { ...cookieOptions(), maxAge: MAX_AGE_SECONDS })
}
