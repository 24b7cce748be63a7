import { seconds } from '@/lib/domain/time'
import type { RecordedEvent } from '@/lib/inspector/recording/recorded-event'

export type Hello = { authUrl: string; nowMs: number }

/** How events arrive: by a stream, by polling, not while the page is hidden, or not at all. */
export type Connection = 'connecting' | 'live' | 'polling' | 'paused' | 'no-recording'

type Listener = {
  onHello: (hello: Hello) => void
  onConnection: (connection: Connection) => void
  onEvents: (events: readonly RecordedEvent[]) => void
}

type Polled = { hello: Hello; hasRecording: boolean; cursor: string; events: RecordedEvent[] }

const ADDRESS = '/api/auth-flow'
const POLL_MS = seconds(1.5)
/** A stream that stays silent for so long is buffered by something on the way. */
const SILENCE_MS = seconds(4)

/**
 * Reads this browser's recording from the server. A browser opens six connections per host at most, for
 * all its tabs together, so a hidden page closes its stream and continues where it was once it is shown.
 */
export function openRecordingFeed({ onHello, onConnection, onEvents }: Listener): {
  close: () => void
} {
  /** The last event received from each server process. */
  const cursors = new Map<string, string>()
  let source: EventSource | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let usesPolling = false

  const receive = (events: readonly RecordedEvent[], cursor: string) => {
    const [process = ''] = cursor.split('-')
    cursors.set(process, cursor)
    onEvents(events)
  }
  const address = () => `${ADDRESS}?after=${[...cursors.values()].join(',')}`

  async function poll() {
    try {
      const response = await fetch(address(), { cache: 'no-store' })
      const { hello, hasRecording, cursor, events } = (await response.json()) as Polled
      onHello(hello)
      receive(events, cursor)
      onConnection(hasRecording ? 'polling' : 'no-recording')
    } catch {
      onConnection('connecting')
    }
    clearTimeout(timer)
    if (usesPolling && !document.hidden) timer = setTimeout(() => void poll(), POLL_MS)
  }

  function pollInstead() {
    stop()
    usesPolling = true
    void poll()
  }

  function listen() {
    const stream = new EventSource(address())
    source = stream
    timer = setTimeout(pollInstead, SILENCE_MS)
    stream.addEventListener('hello', ({ data }: MessageEvent<string>) => {
      clearTimeout(timer)
      onHello(JSON.parse(data) as Hello)
      onConnection('live')
    })
    stream.addEventListener('flow', ({ data, lastEventId }: MessageEvent<string>) => {
      receive([JSON.parse(data) as RecordedEvent], lastEventId)
    })
    stream.addEventListener('error', () => {
      if (stream.readyState === EventSource.CLOSED) pollInstead()
      else onConnection('connecting')
    })
  }

  function stop() {
    source?.close()
    source = null
    clearTimeout(timer)
  }

  function follow() {
    stop()
    if (document.hidden) return onConnection('paused')
    if (usesPolling) void poll()
    else listen()
  }

  follow()
  document.addEventListener('visibilitychange', follow)
  return {
    close: () => {
      usesPolling = false
      document.removeEventListener('visibilitychange', follow)
      stop()
    },
  }
}
