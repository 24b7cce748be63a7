/** Where a job waits: the reserved line is for browsers that have signed in to the account before. */
export type Line = 'reserved' | 'ordinary'

type Start = () => void

/**
 * Two lines before the threads, each first come, first served, each with its own number of places.
 *
 * While both are waiting they are served in turn: however many strangers push in, half of the
 * threads' time is left for known devices, and the other way round.
 */
export class WaitingLines {
  readonly #lines: Record<Line, Start[]> = { reserved: [], ordinary: [] }
  readonly #places: Record<Line, number>
  #turn: Line = 'reserved'

  constructor(places: Record<Line, number>) {
    this.#places = places
  }

  /**
   * Joins a line; whoever may use the reserved one stands in the ordinary one while it is full.
   *
   * @returns false when there is no place left
   */
  join(line: Line, start: Start): boolean {
    const open = this.isFull(line) ? 'ordinary' : line
    if (this.isFull(open)) return false
    this.#lines[open].push(start)
    return true
  }

  /** Takes out whoever is next; undefined when nobody waits. */
  next(): Start | undefined {
    const line = this.#lines[this.#turn].length > 0 ? this.#turn : otherThan(this.#turn)
    this.#turn = otherThan(line)
    return this.#lines[line].shift()
  }

  /** How many wait. */
  get length(): number {
    return this.#lines.reserved.length + this.#lines.ordinary.length
  }

  /** How many will be served until the ordinary line is empty. */
  get ahead(): number {
    const { reserved, ordinary } = this.#lines
    return ordinary.length + Math.min(reserved.length, ordinary.length)
  }

  /** Whether a line has no place left. */
  isFull(line: Line): boolean {
    return this.#lines[line].length >= this.#places[line]
  }
}

function otherThan(line: Line): Line {
  return line === 'reserved' ? 'ordinary' : 'reserved'
}
