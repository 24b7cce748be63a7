import type { Repeated } from '@/lib/platform/repeat'

/** The running worker, as seen from outside. */
export type WorkerHandle = Repeated

const WORKER = Symbol.for('latchkey.mail-worker')
type Global = typeof globalThis & { [WORKER]?: WorkerHandle | undefined }

/** On `globalThis` because each of Next's bundles holds its own copy of this module. */
export function mailWorker(): WorkerHandle | undefined {
  return (globalThis as Global)[WORKER]
}

export function setMailWorker(worker: WorkerHandle | undefined): void {
  ;(globalThis as Global)[WORKER] = worker
}
