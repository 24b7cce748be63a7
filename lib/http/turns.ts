/**
 * Starts at most one request per iteration of the event loop, so that many requests arriving at once
 * delay timers and other responses no longer than one of them would.
 *
 * @returns a function that returns null when the caller may start now, otherwise a promise to wait for
 */
export function onePerTick(): () => Promise<void> | null {
  const waiting: (() => void)[] = []
  let isTaken = false

  const pass = () => {
    const begin = waiting.shift()
    isTaken = begin !== undefined
    if (!begin) return
    setImmediate(pass)
    begin()
  }
  return () => {
    if (isTaken) return new Promise((resolve) => waiting.push(resolve))
    isTaken = true
    setImmediate(pass)
    return null
  }
}
