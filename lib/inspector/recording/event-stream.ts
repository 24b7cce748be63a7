import { seconds } from '@/lib/domain/time'
import { cursorOf } from './cursor'
import type { RecordedEvent } from './recorded-event'
import type { RunningInspector } from '@/lib/inspector/running-inspector'
import type { WatchRight } from './watch-right'

/**
 * Keeps proxies and our own server from closing a silent connection, and finds sessions that have expired,
 * which nothing reports.
 */
const HEARTBEAT_MS = seconds(15)

const encoder = new TextEncoder()

type Watched = {
  recording: string
  /** The number, in this process, of the last event the browser has; 0 for everything. */
  after: number
  hello: object
  /** The stream ends with this right; null where everyone may watch their own recording. */
  right: WatchRight | null
  onEnd: () => void
}

/**
 * The events of a recording as server-sent events: first those that were missed, then new ones. Each
 * carries its number, so that a browser can continue after a lost connection.
 *
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export function eventStream(
  { recorder, closing }: Pick<RunningInspector, 'recorder' | 'closing'>,
  { recording, after, hello, right, onEnd }: Watched,
): ReadableStream<Uint8Array> {
  let stop = () => {}
  return new ReadableStream({
    start(controller) {
      const send = (text: string) => controller.enqueue(encoder.encode(text))
      const sendEvent = (event: RecordedEvent) =>
        send(
          `id: ${cursorOf(recorder, event.seq)}\nevent: flow\ndata: ${JSON.stringify(event)}\n\n`,
        )
      let isOver = false
      const close = () => {
        if (isOver) return
        stop()
        controller.close()
      }
      const check = async () => {
        if (right && !(await right.holds())) close()
      }
      const stopListening = recorder.subscribe(recording, sendEvent)
      const stopReporting = right?.onChange(() => void check())
      const heartbeat = setInterval(() => {
        send(': still here\n\n')
        void check()
      }, HEARTBEAT_MS)
      stop = () => {
        isOver = true
        clearInterval(heartbeat)
        stopListening()
        stopReporting?.()
        closing.removeEventListener('abort', close)
        onEnd()
      }
      closing.addEventListener('abort', close)
      send(`retry: 1000\nevent: hello\ndata: ${JSON.stringify(hello)}\n\n`)
      for (const event of recorder.read(recording, after)) sendEvent(event)
      // The session may have ended between the guard and here.
      void check()
    },
    cancel() {
      stop()
    },
  })
}
