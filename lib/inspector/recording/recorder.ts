import { randomUUID } from 'node:crypto'
import { minutes } from '@/lib/domain/time'
import type { RecordedEvent, UnnumberedEvent } from './recorded-event'

/** How long a recording remembers. */
export const MEMORY_MS = minutes(10)
const MAX_EVENTS = 600
const MAX_RECORDINGS = 100

type Listener = (event: RecordedEvent) => void

/** What happened to a recording in this process: an event came, or with null all of it was cleared. */
type Teller = (id: string, event: UnnumberedEvent | null) => void

type Recording = {
  events: RecordedEvent[]
  lastSeq: number
  usedMs: number
  /** When somebody last read it; 0 for never. */
  readMs: number
  listeners: Set<Listener>
}

/**
 * What the inspector knows, in memory alone: for each recording the newest events of the last ten
 * minutes, and no more recordings than fit. A recording that is being watched is never given up for
 * others: of those that nobody watches, the one used longest ago goes first, and when there is none,
 * nothing new is recorded.
 */
export class Recorder {
  readonly #recordings = new Map<string, Recording>()
  readonly #now: () => number
  #tell: Teller = () => {}

  /** Numbers count within one process; this says which. */
  readonly name = randomUUID().slice(0, 8)

  /** @param now milliseconds since the Unix epoch */
  constructor(now: () => number) {
    this.#now = now
  }

  /** Has other processes told of what happens in this one. */
  tellOthers(tell: Teller): void {
    this.#tell = tell
  }

  add(id: string, unnumbered: UnnumberedEvent): void {
    this.hear(id, unnumbered)
    this.#tell(id, unnumbered)
  }

  /** Takes what another process recorded. */
  hear(id: string, unnumbered: UnnumberedEvent): void {
    const recording = this.#open(id)
    if (!recording) return
    recording.lastSeq += 1
    const event: RecordedEvent = { ...unnumbered, seq: recording.lastSeq }
    recording.events.push(event)
    this.#forget(recording)
    for (const listener of recording.listeners) listener(event)
  }

  /** @param after the last event somebody has; 0 for all there are */
  read(id: string, after: number): RecordedEvent[] {
    const recording = this.#recordings.get(id)
    if (!recording) return []
    recording.readMs = this.#now()
    this.#forget(recording)
    return recording.events.filter(({ seq }) => seq > after)
  }

  /** @returns ends the listening */
  listen(id: string, listener: Listener): () => void {
    const recording = this.#open(id)
    if (!recording) return () => {}
    recording.listeners.add(listener)
    return () => recording.listeners.delete(listener)
  }

  /** Forgets what was recorded; numbering goes on, so that nobody who listens is confused. */
  clear(id: string): void {
    this.forget(id)
    this.#tell(id, null)
  }

  /** As {@link clear}, when another process told of it. */
  forget(id: string): void {
    const recording = this.#recordings.get(id)
    if (recording) recording.events = []
  }

  /** How many recordings there are. */
  get size(): number {
    return this.#recordings.size
  }

  /** @returns null for a new recording that there is no room for */
  #open(id: string): Recording | null {
    const known = this.#recordings.get(id)
    if (!known && !this.#makeRoom()) return null
    // Numbered from the clock on: what a forgotten recording had does not come again.
    const recording = known ?? newRecording(Math.floor(this.#now()))
    recording.usedMs = this.#now()
    // Moved to the end: the first one is the one that was used longest ago.
    this.#recordings.delete(id)
    this.#recordings.set(id, recording)
    return recording
  }

  #makeRoom(): boolean {
    if (this.#recordings.size < MAX_RECORDINGS) return true
    this.sweep()
    if (this.#recordings.size < MAX_RECORDINGS) return true
    for (const [id, recording] of this.#recordings) {
      if (!this.#isWatched(recording)) return this.#recordings.delete(id)
    }
    return false
  }

  #isWatched({ listeners, readMs }: Recording): boolean {
    return listeners.size > 0 || this.#now() - readMs < MEMORY_MS
  }

  /** Lets go of recordings that are over. */
  sweep(): void {
    for (const [id, recording] of this.#recordings) {
      const isOver = this.#now() - recording.usedMs > MEMORY_MS
      if (isOver && recording.listeners.size === 0) this.#recordings.delete(id)
      else this.#forget(recording)
    }
  }

  #forget(recording: Recording): void {
    const oldest = this.#now() - MEMORY_MS
    const { events } = recording
    const isSpent = events[0] && (events.length > MAX_EVENTS || events[0].atMs < oldest)
    if (!isSpent) return
    recording.events = events.slice(-MAX_EVENTS).filter(({ atMs }) => atMs >= oldest)
  }
}

function newRecording(lastSeq: number): Recording {
  return { events: [], lastSeq, usedMs: 0, readMs: 0, listeners: new Set() }
}
