import { NotificationConnection } from '@/lib/data/sessions/notification-connection'
import type { UnnumberedEvent } from '@/lib/inspector/recording/recorded-event'
import { readEvent } from '@/lib/inspector/recording/read-recorded-event'
import type { Recorder } from '@/lib/inspector/recording/recorder'

const CHANNEL = 'latchkey_flow'
/** PostgreSQL accepts payloads under 8000 bytes. */
const MAX_BYTES = 7_900
/** Events within this time are sent together. */
const BATCH_MS = 20
/** Of the events queued while a message is being sent, only the newest are kept. */
const MAX_QUEUED = 1_000

/** One item of a message: an event of a recording, or null when it was cleared. */
type Item = [recording: string, event: UnnumberedEvent | null]

/**
 * Shares recorded events between all processes on this database, so that a browser sees all of its
 * requests, whichever process it is connected to. Nothing is stored, and events from other processes
 * have the same limits as local ones.
 */
export class RecordingSharing {
  readonly #recorder: Recorder
  readonly #connection: NotificationConnection
  #queued: string[] = []
  #timer: NodeJS.Timeout | undefined

  constructor(recorder: Recorder, connectionString?: string) {
    this.#recorder = recorder
    this.#connection = new NotificationConnection({
      name: 'latchkey flow',
      channels: [CHANNEL],
      onNotification: (_channel, payload) => this.#receive(payload),
      ...(connectionString === undefined ? {} : { connectionString }),
    })
    recorder.onRecorded((id, event) => this.#queue([id, event]))
  }

  /** Connects and reconnects until it is stopped; never throws. */
  async start(): Promise<void> {
    await this.#connection.start()
  }

  async stop(): Promise<void> {
    this.#recorder.onRecorded(() => {})
    clearTimeout(this.#timer)
    await this.#connection.stop()
  }

  #queue(item: Item): void {
    this.#queued.push(JSON.stringify(item))
    if (this.#queued.length > MAX_QUEUED) this.#queued.shift()
    this.#timer ??= setTimeout(() => void this.#send(), BATCH_MS).unref()
  }

  async #send(): Promise<void> {
    const items = this.#queued
    this.#queued = []
    try {
      for (const message of messagesOf(items, this.#recorder.name)) {
        await this.#connection.notify(CHANNEL, message)
      }
    } catch {
      // Without the database nobody can sign in anyway; these events stay in this process.
    }
    this.#timer = undefined
    if (this.#queued.length > 0) this.#timer = setTimeout(() => void this.#send(), BATCH_MS).unref()
  }

  #receive(payload: string): void {
    const message = messageIn(payload)
    if (!message || message.from === this.#recorder.name) return
    for (const item of message.items) this.#add(item)
  }

  #add(item: unknown): void {
    const [recording, received] = Array.isArray(item) ? (item as unknown[]) : []
    if (typeof recording !== 'string') return
    if (received === null) this.#recorder.forget(recording)
    const event = received instanceof Object ? readEvent({ ...received, seq: 0 }) : null
    if (event) this.#recorder.addRemote(recording, event)
  }
}

/**
 * Parses a message. Anyone who can connect to the database can send one, so it is validated before use:
 * an error here would end the process.
 *
 * @returns null for an invalid message
 */
function messageIn(payload: string): { from: unknown; items: unknown[] } | null {
  try {
    const { from, items } = JSON.parse(payload) as Record<string, unknown>
    return Array.isArray(items) ? { from, items } : null
  } catch {
    return null
  }
}

/**
 * Packs items into as few messages as possible within the size limit; drops an item that is too large.
 */
function messagesOf(items: readonly string[], from: string): string[] {
  const frame = (inner: string) => `{"from":${JSON.stringify(from)},"items":[${inner}]}`
  const most = MAX_BYTES - Buffer.byteLength(frame(''))
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
