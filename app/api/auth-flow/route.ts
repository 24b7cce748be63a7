import type { NextRequest } from 'next/server'
import * as z from 'zod'
import { readViewer } from '@/lib/auth/guards'
import { readInspector, type Inspection } from '@/lib/inspector/access'
import { plainPage } from '@/lib/auth/plain-page'
import { clientInfoOf } from '@/lib/auth/request-context'
import { env } from '@/lib/env'
import { clientNetwork } from '@/lib/domain/sessions/client-network'
import { SCENARIOS } from '@/lib/inspector/scenarios/scenario-list'
import { cursorOf, seqAfter } from '@/lib/inspector/recording/cursor'
import { eventStream } from '@/lib/inspector/recording/event-stream'
import { sessionRequestOf } from '@/lib/auth/session-request'
import { watchRightOf } from '@/lib/inspector/recording/watch-right'
import { runScenario } from '@/lib/inspector/scenarios/run-scenario'
import { simulateSessionEnd } from '@/lib/inspector/scenarios/simulate-session-end'

const NO_CONTENT = 204
const BAD_REQUEST = 400
const TOO_MANY = 429
const RETRY_SECONDS = 30

/**
 * The visitor's own recording: as a stream of events, or, where a proxy buffers streams, as a list. Either
 * continues after the event given by `after`.
 */
export async function GET(request: NextRequest): Promise<Response> {
  const inspection = await readInspector()
  if (!inspection) return nothingHere()
  const { inspector, recording, viewer } = inspection
  const { recorder, streams } = inspector
  const hello = { authUrl: env().AUTH_URL, nowMs: new Date().getTime() }
  const headers = { 'Cache-Control': 'private, no-store, no-transform' }
  const asked = request.nextUrl.searchParams.get('after')
  if (request.headers.get('accept') !== 'text/event-stream') {
    const after = seqAfter(recorder, asked)
    const events = recording === null ? [] : recorder.read(recording, after)
    const cursor = cursorOf(recorder, events.at(-1)?.seq ?? after)
    return Response.json({ hello, hasRecording: recording !== null, cursor, events }, { headers })
  }
  // Without a cookie there is nothing to send. After a 204 a browser does not reconnect.
  if (recording === null) return new Response(null, { status: NO_CONTENT, headers })
  const network = clientNetwork(clientInfoOf(request.headers).address)
  const onEnd = streams.open(viewer?.session.id ?? recording, network)
  if (!onEnd) return tooManyStreams()
  // A browser that reconnects by itself repeats the address and adds where it was.
  const after = seqAfter(recorder, request.headers.get('last-event-id') ?? asked)
  const right = viewer && watchRightOf(viewer, sessionRequestOf(request.headers))
  const watched = { recording, after, hello, right, onEnd }
  return new Response(eventStream(inspector, watched), {
    headers: { ...headers, 'Content-Type': 'text/event-stream', 'X-Accel-Buffering': 'no' },
  })
}

const commandSchema = z.discriminatedUnion('do', [
  z.object({ do: z.literal('clear') }),
  z.object({ do: z.literal('scenario'), scenario: z.enum(SCENARIOS) }),
  z.object({ do: z.enum(['revoke', 'elsewhere', 'idle']) }),
])

/** The commands of the page's buttons. */
export async function POST(request: NextRequest): Promise<Response> {
  const inspection = await readInspector()
  if (!inspection) return nothingHere()
  const body: unknown = await request.json().catch(() => null)
  const command = commandSchema.safeParse(body)
  if (!command.success) return plainPage(BAD_REQUEST, 'The inspector has no such command.')
  return perform(command.data, inspection, request)
}

async function perform(
  command: z.output<typeof commandSchema>,
  { inspector, recording }: Inspection,
  request: NextRequest,
): Promise<Response> {
  if (recording === null)
    return plainPage(BAD_REQUEST, 'This browser has no recording. Reload the page.')
  switch (command.do) {
    case 'clear':
      inspector.recorder.clear(recording)
      return new Response(null, { status: NO_CONTENT })
    case 'scenario': {
      const finished = await runScenario(recording, command.scenario, () => new Date())
      return Response.json(
        finished.ok ? { exchanges: finished.value } : { refusal: finished.refusal },
      )
    }
    default: {
      const viewer = await readViewer()
      if (!viewer) return Response.json({ done: false })
      await simulateSessionEnd(viewer, command.do, clientInfoOf(request.headers), new Date())
      return Response.json({ done: true })
    }
  }
}

/** The page then polls instead. */
function tooManyStreams(): Response {
  const sentence = 'Too many pages are watching. Close some and reload this one.'
  return plainPage(TOO_MANY, sentence, { retryAfterSeconds: RETRY_SECONDS })
}

function nothingHere(): Response {
  return plainPage(404, 'There is nothing at this address.')
}
