import { availableParallelism } from 'node:os'
import path from 'node:path'
import { Piscina } from 'piscina'
import { hashingObserver } from '@/lib/metrics/metrics'
import { processWide } from '@/lib/platform/process-wide'
import { err, ok, type Refused, type Result } from '@/lib/platform/result'
import { WaitingLines, type Line } from './waiting-lines'
import { MS_PER_SECOND } from '@/lib/domain/time'

export type HashJob =
  | { kind: 'hash'; secret: string; cost: number }
  /** `padToCost`: a refusal costs as much as one hash of this cost. */
  | { kind: 'compare'; secret: string; hash: string; padToCost: number }

export type PoolOptions = {
  /** Path of the worker's module, whose default export runs one job. */
  filename: string
  threads: number
  /** Jobs that may wait, beside those that run. */
  maxWaiting: number
  /** Further places, which only known devices may take. None unless given. */
  reservedWaiting?: number
  observer?: HashingObserver
}

/** Told of what happens, in milliseconds. */
type HashingObserver = {
  waited: (milliseconds: number) => void
  hashed: (milliseconds: number) => void
  refused: () => void
}

export type HashingLoad = { threads: number; running: number; waiting: number }

/** Assumed until the first job was measured: bcrypt at cost 12. */
const FIRST_GUESS_MS = 300

/** How much the newest measurement moves the average. */
const SMOOTHING = 0.2

/**
 * Worker threads behind one bounded queue, first come, first served within each of its lines.
 *
 * The queue is ours and piscina's stays empty: a thread that becomes free is handed to whoever has
 * waited longest, and the refusal can name the wait.
 */
export class HashingPool {
  readonly #piscina: Piscina<HashJob, unknown>
  readonly #options: PoolOptions
  readonly #waiting: WaitingLines
  #running = 0
  #averageMs = FIRST_GUESS_MS

  constructor(options: PoolOptions) {
    this.#options = options
    this.#waiting = new WaitingLines({
      reserved: options.reservedWaiting ?? 0,
      ordinary: options.maxWaiting,
    })
    this.#piscina = new Piscina({
      filename: options.filename,
      minThreads: options.threads,
      maxThreads: options.threads,
      idleTimeout: Infinity,
    })
    // A thread that dies between two jobs is replaced; without a listener it would end the process.
    this.#piscina.on('error', () => {})
  }

  /**
   * @param line where to wait when no thread is free
   * @returns `busy` when the line is full: nothing was computed, and the client is asked to come back
   * @throws what the worker throws
   */
  async run(job: HashJob, line: Line = 'ordinary'): Promise<Result<unknown>> {
    const joinedAt = performance.now()
    if (!(await this.#turn(line))) return this.#refuse()
    const startedAt = performance.now()
    this.#options.observer?.waited(startedAt - joinedAt)
    try {
      return ok(await this.#runOnThread(job))
    } finally {
      const tookMs = performance.now() - startedAt
      this.#options.observer?.hashed(tookMs)
      this.#averageMs += SMOOTHING * (tookMs - this.#averageMs)
      this.#handOver()
    }
  }

  /** Refuses somebody for the ordinary line before there is anything to hash; null while there is room. */
  refuseEarly(): Refused | null {
    if (this.#running < this.#options.threads || !this.#waiting.isFull('ordinary')) return null
    return this.#refuse()
  }

  get load(): HashingLoad {
    return {
      threads: this.#options.threads,
      running: this.#running,
      waiting: this.#waiting.length,
    }
  }

  async close(): Promise<void> {
    await this.#piscina.destroy()
  }

  /** A thread that dies takes its job along; piscina starts another, and the job is tried once more. */
  async #runOnThread(job: HashJob): Promise<unknown> {
    try {
      return await this.#piscina.run(job)
    } catch {
      return this.#piscina.run(job)
    }
  }

  /** Waits for a thread. @returns false when the line is full */
  async #turn(line: Line): Promise<boolean> {
    if (this.#running < this.#options.threads) {
      this.#running += 1
      return true
    }
    return new Promise((resolve) => {
      const hasJoined = this.#waiting.join(line, () => resolve(true))
      if (!hasJoined) resolve(false)
    })
  }

  #refuse(): Refused {
    this.#options.observer?.refused()
    return err('busy', this.#secondsUntilRoom())
  }

  /** The next in line takes over the thread without letting go of it, so nobody can slip in. */
  #handOver(): void {
    const next = this.#waiting.next()
    if (next) next()
    else this.#running -= 1
  }

  /** Until all who wait now have been served: earlier, the queue would be as good as full. */
  #secondsUntilRoom(): number {
    const rounds = this.#waiting.ahead / this.#options.threads
    return Math.max(1, Math.ceil((rounds * this.#averageMs) / MS_PER_SECOND))
  }
}

const shared = processWide('hashing-pool', createPool)

/** About ten seconds of waiting at cost 12: longer than that, "try again" is the kinder answer. */
const WAITING_PER_THREAD = 32

/** Of these, so many are kept for known devices. */
const RESERVED_PER_THREAD = 8

/** The process's one pool, with a thread per core, started at the first use. */
export function hashingPool(): HashingPool {
  return shared.get()
}

function createPool(): HashingPool {
  const threads = availableParallelism()
  return new HashingPool({
    // Not by import: a bundler would move the file.
    filename: path.join(process.cwd(), 'lib/password/bcrypt-worker.mjs'),
    threads,
    maxWaiting: threads * (WAITING_PER_THREAD - RESERVED_PER_THREAD),
    reservedWaiting: threads * RESERVED_PER_THREAD,
    observer: hashingObserver,
  })
}

/** How busy the pool is; all zero until the first hash. */
export function hashingLoad(): HashingLoad {
  return shared.peek()?.load ?? { threads: 0, running: 0, waiting: 0 }
}

/** Refuses a stranger's hash before anything else is done for it; null while there is room. */
export function refuseHashingEarly(): Refused | null {
  return shared.peek()?.refuseEarly() ?? null
}

/** Ends the threads; the next use starts new ones. */
export async function closePool(): Promise<void> {
  await shared.take()?.close()
}
