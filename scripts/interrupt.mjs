/** Thrown where work stops because a person or a supervisor asked for it. */
export class Interrupted extends Error {
  constructor() {
    super('Interrupted')
    this.name = 'Interrupted'
  }
}

const SIGNALS = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])

/**
 * From now on signals no longer end this process: the caller does, in order.
 *
 * @returns {{ unlessInterrupted: <T>(work: Promise<T>) => Promise<T>, again: Promise<void> }} the
 *   first rejects with Interrupted at the first signal, the second resolves at the next one
 */
export function watchSignals() {
  const first = newPromise()
  const second = newPromise()
  let isFirst = true
  const onSignal = () => {
    if (isFirst) first.resolve()
    else second.resolve()
    isFirst = false
  }
  for (const signal of SIGNALS) process.on(signal, onSignal)
  const interrupted = first.promise.then(() => {
    throw new Interrupted()
  })
  interrupted.catch(() => {}) // Heard by whoever is waiting, if anybody is.
  return {
    unlessInterrupted: (work) => Promise.race([interrupted, work]),
    again: second.promise,
  }
}

function newPromise() {
  /** @type {() => void} */
  let resolve = () => {}
  const promise = new Promise((/** @type {(value: void) => void} */ settle) => {
    resolve = settle
  })
  return { promise, resolve }
}
