import { seconds } from '@/lib/domain/time'
import { cursorOf } from './cursor'
import type { RecordedEvent } from './recorded-event'
import type { RunningInspector } from '@/lib/inspector/running-inspector'

/** Keeps proxies and the front from taking silence for a dead connection. */
const HEARTBEAT_MS = seconds(15)

const encoder = new TextEncoder()

/**
 * The events of a recording as server-sent events: what was missed first, then what comes. Each
 * carries its number, so that a browser that lost the connection goes on where it was.
 *
 * @param after the number, in this process, of the last event the browser has; 0 for everything
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export function eventStream(
  { recorder, closing }: Pick<RunningInspector, 'recorder' | 'closing'>,
  recording: string,
  after: number,
  hello: object,
): ReadableStream<Uint8Array> {
  let stop = () => {}
  return new ReadableStream({
    start(controller) {
      const send = (text: string) => controller.enqueue(encoder.encode(text))
      const tell = (event: RecordedEvent) =>
        send(
          `id: ${cursorOf(recorder, event.seq)}\nevent: flow\ndata: ${JSON.stringify(event)}\n\n`,
        )
      const stopListening = recorder.listen(recording, tell)
      const heartbeat = setInterval(() => send(': still here\n\n'), HEARTBEAT_MS)
      const close = () => {
        stop()
        controller.close()
      }
      stop = () => {
        clearInterval(heartbeat)
        stopListening()
        closing.removeEventListener('abort', close)
      }
      closing.addEventListener('abort', close)
      send(`retry: 1000\nevent: hello\ndata: ${JSON.stringify(hello)}\n\n`)
      for (const event of recorder.read(recording, after)) tell(event)
    },
    cancel() {
      stop()
    },
  })
}
