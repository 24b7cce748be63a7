/** The reserved lane is for browsers that have signed in to the account before. */
export type Lane = 'reserved' | 'ordinary'

type Start = () => void

/**
 * A queue with two lanes, each first in, first out, each with its own capacity.
 *
 * While jobs wait in both, the lanes are served alternately, so that neither unknown browsers nor known
 * devices can take more than half of the threads' time from the other.
 */
export class LaneQueue {
  readonly #lanes: Record<Lane, Start[]> = { reserved: [], ordinary: [] }
  readonly #capacity: Record<Lane, number>
  #turn: Lane = 'reserved'

  constructor(capacity: Record<Lane, number>) {
    this.#capacity = capacity
  }

  /**
   * Joins a lane. When the reserved lane is full, the job joins the ordinary one.
   *
   * @returns false when there is no room
   */
  join(lane: Lane, start: Start): boolean {
    const open = this.isFull(lane) ? 'ordinary' : lane
    if (this.isFull(open)) return false
    this.#lanes[open].push(start)
    return true
  }

  /** Removes the next job; undefined when none is waiting. */
  next(): Start | undefined {
    const lane = this.#lanes[this.#turn].length > 0 ? this.#turn : otherLane(this.#turn)
    this.#turn = otherLane(lane)
    return this.#lanes[lane].shift()
  }

  /** The number of waiting jobs. */
  get length(): number {
    return this.#lanes.reserved.length + this.#lanes.ordinary.length
  }

  /** The number of jobs that will run before the ordinary lane is empty. */
  get ahead(): number {
    const { reserved, ordinary } = this.#lanes
    return ordinary.length + Math.min(reserved.length, ordinary.length)
  }

  /** Whether a lane has reached its capacity. */
  isFull(lane: Lane): boolean {
    return this.#lanes[lane].length >= this.#capacity[lane]
  }
}

function otherLane(lane: Lane): Lane {
  return lane === 'reserved' ? 'ordinary' : 'reserved'
}
