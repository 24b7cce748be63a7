import path from 'node:path'
import { Piscina } from 'piscina'
import { env } from '@/lib/env'
import { hashingObserver } from '@/lib/metrics/metrics'
import { log } from '@/lib/platform/log'
import { usableCores } from '@/lib/platform/cores'
import { processWide } from '@/lib/platform/process-wide'
import { err, ok, type Refused, type Result } from '@/lib/platform/result'
import type { Derivation } from './imported/imported-hash'
import { LaneQueue, type Lane } from './lane-queue'
import { DependencyUnavailable } from '@/lib/platform/unavailable'
import { MS_PER_SECOND, seconds } from '@/lib/domain/time'

export type HashJob =
  | { kind: 'hash'; secret: string; cost: number }
  /** `padToCost`: a mismatch takes as long as one hash of this cost. */
  | { kind: 'compare'; secret: string; hash: string; padToCost: number }
  /** A hash of another system, keyed with a pepper. */
  | {
      kind: 'compare-imported'
      secret: string
      derivation: Derivation
      keyed: string
      pepper: string
      padToCost: number
    }

export type PoolOptions = {
  /** The path of the worker module, whose default export runs one job. */
  filename: string
  threads: number
  /** The number of jobs that may wait. */
  maxWaiting: number
  /** Additional jobs that may wait in the reserved lane; none by default. */
  reservedWaiting?: number
  observer?: HashingObserver
  /** Told once when threads stop working: they cannot start, or exceed the deadline. */
  onFailure?: (cause: unknown) => void
  deadlines?: Deadlines
}

/** Receives measurements, in milliseconds. */
type HashingObserver = {
  waited: (milliseconds: number) => void
  hashed: (milliseconds: number) => void
  refused: () => void
}

/** How long one job may take on its thread, and how long while the last one failed. */
type Deadlines = { jobMs: number; failingJobMs: number }

/**
 * Far more than the slowest hash: without a limit, a thread that cannot start would hold requests for
 * ever.
 */
const DEADLINES: Deadlines = { jobMs: seconds(15), failingJobMs: seconds(5) }

/** bcrypt's least cost: about a millisecond. */
const TRIAL: HashJob = { kind: 'hash', secret: 'trial', cost: 4 }

export type HashingLoad = { threads: number; running: number; waiting: number }

/** Used until the first job was measured: bcrypt at cost 12. */
const INITIAL_ESTIMATE_MS = 300

/** The weight of a new measurement in the moving average. */
const SMOOTHING = 0.2

/**
 * Worker threads behind a bounded queue, first in, first out within each lane.
 *
 * It does not use piscina's queue, so that a free thread goes to the job that has waited longest, and a
 * refusal can include the wait.
 */
export class HashingPool {
  readonly #piscina: Piscina<HashJob, unknown>
  readonly #options: PoolOptions
  readonly #waiting: LaneQueue
  #running = 0
  #averageMs = INITIAL_ESTIMATE_MS
  #state: 'unknown' | 'working' | 'failing' = 'unknown'

  constructor(options: PoolOptions) {
    this.#options = options
    this.#waiting = new LaneQueue({
      reserved: options.reservedWaiting ?? 0,
      ordinary: options.maxWaiting,
    })
    this.#piscina = new Piscina({
      filename: options.filename,
      minThreads: options.threads,
      maxThreads: options.threads,
      idleTimeout: Infinity,
    })
    // A thread that dies between jobs is replaced, unless it dies while it starts: piscina then gives
    // up, and jobs would wait for ever. Without a listener the error would end the process.
    this.#piscina.on('error', (error) => {
      if (this.#state !== 'working') this.#fail(error)
    })
  }

  /**
   * @param lane the lane to wait in when no thread is free
   * @returns `busy` when the lane is full and nothing was computed
   * @throws what the worker throws
   * @throws DependencyUnavailable when no thread starts or finishes in time
   */
  async run(job: HashJob, lane: Lane = 'ordinary'): Promise<Result<unknown>> {
    const joinedAt = performance.now()
    if (!(await this.#turn(lane))) return this.#refuse()
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

  /** Refuses when the ordinary lane is full, before any other work; null while there is room. */
  refuseEarly(): Refused | null {
    if (this.#running < this.#options.threads || !this.#waiting.isFull('ordinary')) return null
    return this.#refuse()
  }

  /** Whether jobs are done: as the last one ended, or else by a trial. */
  async isWorking(): Promise<boolean> {
    if (this.#state === 'working') return true
    return this.#runOnThread(TRIAL).then(
      () => true,
      () => false,
    )
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

  /** Retries once, because a thread that dies fails its job; piscina starts another thread. */
  async #runOnThread(job: HashJob): Promise<unknown> {
    const { jobMs, failingJobMs } = this.#options.deadlines ?? DEADLINES
    const signal = AbortSignal.timeout(this.#state === 'failing' ? failingJobMs : jobMs)
    const run = async () => {
      const result = await this.#piscina.run(job, { signal })
      this.#state = 'working'
      return result
    }
    try {
      return await run().catch(run)
    } catch (error) {
      if (!signal.aborted) throw error
      this.#fail(error)
      throw new DependencyUnavailable('hashing', { cause: error })
    }
  }

  #fail(cause: unknown): void {
    if (this.#state !== 'failing') this.#options.onFailure?.(cause)
    this.#state = 'failing'
  }

  /** Waits for a thread. @returns false when the lane is full */
  async #turn(lane: Lane): Promise<boolean> {
    if (this.#running < this.#options.threads) {
      this.#running += 1
      return true
    }
    return new Promise((resolve) => {
      const hasJoined = this.#waiting.join(lane, () => resolve(true))
      if (!hasJoined) resolve(false)
    })
  }

  #refuse(): Refused {
    this.#options.observer?.refused()
    return err('busy', this.#secondsUntilRoom())
  }

  /** Passes the thread directly to the next waiting job, so that no new job can overtake it. */
  #handOver(): void {
    const next = this.#waiting.next()
    if (next) next()
    else this.#running -= 1
  }

  /** Until all jobs waiting now are done: earlier, the queue would still be nearly full. */
  #secondsUntilRoom(): number {
    const rounds = this.#waiting.ahead / this.#options.threads
    return Math.max(1, Math.ceil((rounds * this.#averageMs) / MS_PER_SECOND))
  }
}

const shared = processWide('hashing-pool', createPool)

/** About ten seconds of waiting at cost 12; beyond that, users should try again later. */
const WAITING_PER_THREAD = 32

/** How many of these are reserved for known devices. */
const RESERVED_PER_THREAD = 8

/** The process's pool, with a thread per usable core unless configured, started on first use. */
export function hashingPool(): HashingPool {
  return shared.get()
}

function createPool(): HashingPool {
  const threads = env().HASH_THREADS ?? usableCores()
  return new HashingPool({
    // A path instead of an import, because a bundler would move the file.
    filename: path.join(process.cwd(), 'lib/password/bcrypt-worker.mjs'),
    threads,
    maxWaiting: threads * (WAITING_PER_THREAD - RESERVED_PER_THREAD),
    reservedWaiting: threads * RESERVED_PER_THREAD,
    observer: hashingObserver,
    onFailure: (err) => {
      log.error({ event: 'hashing_failed', reason: 'hashing threads do not start or finish', err })
    },
  })
}

/** The load of the pool; all zero before the first hash. */
export function hashingLoad(): HashingLoad {
  return shared.peek()?.load ?? { threads: 0, running: 0, waiting: 0 }
}

/** Refuses a request from an unknown browser before any other work; null while there is room. */
export function refuseIfQueueFull(): Refused | null {
  return shared.peek()?.refuseEarly() ?? null
}

/** Whether the process can hash, for probes: it starts the threads. */
export function isHashingWorking(): Promise<boolean> {
  return hashingPool().isWorking()
}

/** Stops the threads; the next use starts new ones. */
export async function closePool(): Promise<void> {
  await shared.take()?.close()
}
