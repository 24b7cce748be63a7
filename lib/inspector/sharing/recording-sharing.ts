import { NotificationConnection } from '@/lib/data/sessions/notification-connection'
import type { UnnumberedEvent } from '@/lib/inspector/recording/recorded-event'
import { readEvent } from '@/lib/inspector/recording/read-recorded-event'
import type { Recorder } from '@/lib/inspector/recording/recorder'

const CHANNEL = 'latchkey_flow'
/** PostgreSQL takes less than 8000 bytes at once. */
const MOST_BYTES = 7_900
/** What happens within so long goes together. */
const GATHER_MS = 20
/** Of what gathers while a message is under way, the newest are kept. */
const MOST_WAITING = 1_000

/** One line of a message: an event of a recording, or with null that it was cleared. */
type Item = [recording: string, event: UnnumberedEvent | null]

/**
 * Tells every process on this database what was recorded in this one, and hears what was recorded in
 * the others: so a browser sees all of its requests, whichever process it asks. Nothing is stored; the
 * same bounds hold for what is heard as for what is recorded here.
 */
export class RecordingSharing {
  readonly #recorder: Recorder
  readonly #connection: NotificationConnection
  #waiting: string[] = []
  #timer: NodeJS.Timeout | undefined

  constructor(recorder: Recorder, connectionString?: string) {
    this.#recorder = recorder
    this.#connection = new NotificationConnection({
      name: 'latchkey flow news',
      channels: [CHANNEL],
      onNotification: (_channel, payload) => this.#hear(payload),
      ...(connectionString === undefined ? {} : { connectionString }),
    })
    recorder.tellOthers((id, event) => this.#gather([id, event]))
  }

  /** Goes on trying until it is stopped; never throws. */
  async start(): Promise<void> {
    await this.#connection.start()
  }

  async stop(): Promise<void> {
    this.#recorder.tellOthers(() => {})
    clearTimeout(this.#timer)
    await this.#connection.stop()
  }

  #gather(item: Item): void {
    this.#waiting.push(JSON.stringify(item))
    if (this.#waiting.length > MOST_WAITING) this.#waiting.shift()
    this.#timer ??= setTimeout(() => void this.#send(), GATHER_MS).unref()
  }

  async #send(): Promise<void> {
    const items = this.#waiting
    this.#waiting = []
    try {
      for (const message of messagesOf(items, this.#recorder.name)) {
        await this.#connection.notify(CHANNEL, message)
      }
    } catch {
      // Without the database there is nobody to sign in, either; what was recorded here stays here.
    }
    this.#timer = undefined
    if (this.#waiting.length > 0)
      this.#timer = setTimeout(() => void this.#send(), GATHER_MS).unref()
  }

  #hear(payload: string): void {
    const message = messageIn(payload)
    if (!message || message.from === this.#recorder.name) return
    for (const item of message.items) this.#take(item)
  }

  #take(item: unknown): void {
    const [recording, told] = Array.isArray(item) ? (item as unknown[]) : []
    if (typeof recording !== 'string') return
    if (told === null) this.#recorder.forget(recording)
    const event = told instanceof Object ? readEvent({ ...told, seq: 0 }) : null
    if (event) this.#recorder.hear(recording, event)
  }
}

/**
 * Whoever may connect to the database can tell on its channels: what a message is made of is looked at
 * before it is used, since an error here would end the process.
 *
 * @returns null for what no process of ours wrote
 */
function messageIn(payload: string): { from: unknown; items: unknown[] } | null {
  try {
    const { from, items } = JSON.parse(payload) as Record<string, unknown>
    return Array.isArray(items) ? { from, items } : null
  } catch {
    return null
  }
}

/** As few messages as hold the items, each of a size that can be sent; one that cannot is left out. */
function messagesOf(items: readonly string[], from: string): string[] {
  const frame = (inner: string) => `{"from":${JSON.stringify(from)},"items":[${inner}]}`
  const most = MOST_BYTES - Buffer.byteLength(frame(''))
  const messages: string[] = []
  let inner = ''
  for (const item of items.filter((one) => Buffer.byteLength(one) <= most)) {
    const longer = inner === '' ? item : `${inner},${item}`
    if (Buffer.byteLength(longer) > most) {
      messages.push(frame(inner))
      inner = item
    } else inner = longer
  }
  return inner === '' ? messages : [...messages, frame(inner)]
}
