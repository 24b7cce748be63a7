import { randomUUID } from 'node:crypto'
import { minutes } from '@/lib/domain/time'
import type { RecordedEvent, UnnumberedEvent } from './recorded-event'

/** How long events are kept. */
export const MEMORY_MS = minutes(10)
const MAX_EVENTS = 600
const MAX_RECORDINGS = 100

type Listener = (event: RecordedEvent) => void

/** Receives an event recorded in this process, or null when the recording was cleared. */
type Publish = (id: string, event: UnnumberedEvent | null) => void

type Recording = {
  events: RecordedEvent[]
  lastSeq: number
  usedMs: number
  /** When it was last read; 0 for never. */
  readMs: number
  listeners: Set<Listener>
}

/**
 * The inspector's recordings, in memory only: the newest events of the last ten minutes, for a limited
 * number of recordings. The least recently used one is evicted first, but never one that is being
 * watched; when all are watched, no new one starts.
 */
export class Recorder {
  readonly #recordings = new Map<string, Recording>()
  readonly #now: () => number
  #publish: Publish = () => {}

  /** Identifies the process, because each numbers its own events. */
  readonly name = randomUUID().slice(0, 8)

  /** @param now milliseconds since the Unix epoch */
  constructor(now: () => number) {
    this.#now = now
  }

  /** Sets the callback that shares this process's events with other processes. */
  onRecorded(publish: Publish): void {
    this.#publish = publish
  }

  add(id: string, unnumbered: UnnumberedEvent): void {
    this.addRemote(id, unnumbered)
    this.#publish(id, unnumbered)
  }

  /** Adds an event from another process. */
  addRemote(id: string, unnumbered: UnnumberedEvent): void {
    const recording = this.#open(id)
    if (!recording) return
    recording.lastSeq += 1
    const event: RecordedEvent = { ...unnumbered, seq: recording.lastSeq }
    recording.events.push(event)
    this.removeExpired(recording)
    for (const listener of recording.listeners) listener(event)
  }

  /** @param after the number of the last event the caller has; 0 for all */
  read(id: string, after: number): RecordedEvent[] {
    const recording = this.#recordings.get(id)
    if (!recording) return []
    recording.readMs = this.#now()
    this.removeExpired(recording)
    return recording.events.filter(({ seq }) => seq > after)
  }

  /** @returns a function that unsubscribes */
  subscribe(id: string, listener: Listener): () => void {
    const recording = this.#open(id)
    if (!recording) return () => {}
    recording.listeners.add(listener)
    return () => recording.listeners.delete(listener)
  }

  /** Clears a recording. Numbering continues, so that subscribers are not confused. */
  clear(id: string): void {
    this.forget(id)
    this.#publish(id, null)
  }

  /** As {@link clear}, for a recording cleared in another process. */
  forget(id: string): void {
    const recording = this.#recordings.get(id)
    if (recording) recording.events = []
  }

  /** The number of recordings. */
  get size(): number {
    return this.#recordings.size
  }

  /** @returns null for a new recording that there is no room for */
  #open(id: string): Recording | null {
    const known = this.#recordings.get(id)
    if (!known && !this.#makeRoom()) return null
    // Numbers start from the clock, so that those of an evicted recording are not reused.
    const recording = known ?? newRecording(Math.floor(this.#now()))
    recording.usedMs = this.#now()
    // Moved to the end, so that the first is the least recently used.
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

  /** Removes expired recordings. */
  sweep(): void {
    for (const [id, recording] of this.#recordings) {
      const isOver = this.#now() - recording.usedMs > MEMORY_MS
      if (isOver && recording.listeners.size === 0) this.#recordings.delete(id)
      else this.removeExpired(recording)
    }
  }

  removeExpired(recording: Recording): void {
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
