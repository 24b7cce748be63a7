import { TOUR } from './tour'

/** How far somebody is in the tour. It is kept in the address, so that it outlives a reload. */
export type TourProgress = {
  /** The current stop, from 0; one more than the last stop is the ten questions. */
  at: number
  /** The stops that are done, from 0. */
  done: readonly number[]
  /** The last request before the current stop, where that stop can lead to another page. */
  since?: string | undefined
}

/** As many as there are numbers in the tour: its stops, and the questions at the end. */
export const TOUR_LENGTH = TOUR.length + 1

type Query = { stop?: unknown; done?: unknown; since?: unknown }

/** @param query the query of the page's address, from anybody */
export function readProgress({ stop, done, since }: Query): TourProgress {
  const asked = indexOf(stop)
  const indexes = typeof done === 'string' ? done.split('.').map(indexOf) : []
  return {
    at: asked ?? 0,
    done: [...new Set(indexes)].filter((index) => index !== null),
    since: typeof since === 'string' && /^[\w-]{1,64}$/.test(since) ? since : undefined,
  }
}

/** What {@link readProgress} reads: numbers from 1, as the tour shows them. Null: left out. */
export function progressQuery({
  at,
  done,
  since,
}: TourProgress): Record<'stop' | 'done' | 'since', string | null> {
  return {
    stop: at === 0 ? null : String(at + 1),
    done: done.length === 0 ? null : done.map((index) => index + 1).join('.'),
    since: since ?? null,
  }
}

function indexOf(text: unknown): number | null {
  const index = typeof text === 'string' && /^\d{1,2}$/.test(text) ? Number(text) - 1 : -1
  return index >= 0 && index < TOUR_LENGTH ? index : null
}
