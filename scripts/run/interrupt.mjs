import { isAlive, ownNpm } from './processes.mjs'

const LOOK_MS = 1000

/** Thrown when a user or a supervisor asked the work to stop. */
export class Interrupted extends Error {
  constructor() {
    super('Interrupted')
    this.name = 'Interrupted'
  }
}

const SIGNALS = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])

/**
 * From now on the caller ends this process in order, instead of the signal. The exit of the npm that
 * runs it counts as a signal.
 *
 * @returns {{ unlessInterrupted: <T>(work: Promise<T>) => Promise<T>, again: Promise<void> }}
 *   `unlessInterrupted` rejects with Interrupted on the first signal, `again` resolves on the next
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
  void onEndOfNpm(() => first.resolve())
  const interrupted = first.promise.then(() => {
    throw new Interrupted()
  })
  interrupted.catch(() => {}) // Handled by whoever awaits it, if anyone.
  return {
    unlessInterrupted: (work) => Promise.race([interrupted, work]),
    again: second.promise,
  }
}

/** @param {() => void} react */
async function onEndOfNpm(react) {
  const npm = await ownNpm()
  if (npm === null) return
  const timer = setInterval(() => {
    void isAlive(npm).then((alive) => {
      if (alive) return
      clearInterval(timer)
      react()
    })
  }, LOOK_MS)
  timer.unref()
}

function newPromise() {
  /** @type {() => void} */
  let resolve = () => {}
  const promise = new Promise((/** @type {(value: void) => void} */ settle) => {
    resolve = settle
  })
  return { promise, resolve }
}
