import type { NextRequest } from 'next/server'
import { readInspector } from '@/lib/auth/inspector'
import { plainPage } from '@/lib/auth/plain-page'
import { env } from '@/lib/env'
import { eventStream } from '@/lib/flow/event-stream'

const NO_CONTENT = 204

/**
 * One's own recording: as a stream of events, or, for whom something on the way holds streams back,
 * as a list of what came after the number given.
 */
export async function GET(request: NextRequest): Promise<Response> {
  const inspection = await readInspector()
  if (!inspection) return nothingHere()
  const { flow, recording } = inspection
  const hello = { authUrl: env().AUTH_URL, nowMs: new Date().getTime() }
  const headers = { 'Cache-Control': 'private, no-store, no-transform' }
  if (request.headers.get('accept') !== 'text/event-stream') {
    const after = numberIn(request.nextUrl.searchParams.get('after'))
    const events = recording === null ? [] : flow.recorder.read(recording, after)
    return Response.json({ hello, hasRecording: recording !== null, events }, { headers })
  }
  // Without a cookie there is nothing to wait for; this status keeps a browser from trying again.
  if (recording === null) return new Response(null, { status: NO_CONTENT, headers })
  const after = numberIn(request.headers.get('last-event-id'))
  return new Response(eventStream(flow, recording, after, hello), {
    headers: { ...headers, 'Content-Type': 'text/event-stream', 'X-Accel-Buffering': 'no' },
  })
}

/** Empties one's own recording. */
export async function POST(): Promise<Response> {
  const inspection = await readInspector()
  if (!inspection) return nothingHere()
  if (inspection.recording !== null) inspection.flow.recorder.clear(inspection.recording)
  return new Response(null, { status: NO_CONTENT })
}

function nothingHere(): Response {
  return plainPage(404, 'There is nothing at this address.')
}

/** A number of an event; everything when it is none. */
function numberIn(text: string | null): number {
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : 0
}
