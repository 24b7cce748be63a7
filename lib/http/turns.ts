/**
 * Lets one request at a time begin, each in a turn of the event loop of its own: many that arrive at
 * once then hold up timers and other answers for as long as one of them, not for all together.
 *
 * @returns a function that answers null when the caller may begin now, else a promise of its turn
 */
export function oneEachTurn(): () => Promise<void> | null {
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
