/** How many event streams may be open at once in one process. A page needs one. */
export const STREAM_BOUNDS = { PER_WATCHER: 5, PER_NETWORK: 20, PER_PROCESS: 100 }

/** Counts the open event streams, so that no client can hold unlimited connections and memory. */
export class OpenStreams {
  readonly #counts = new Map<string, number>()

  /**
   * @param watcher the id of the session; of the recording for a signed-out visitor
   * @param network see `clientNetwork`
   * @returns ends the counting, once; null when there are too many streams
   */
  open(watcher: string, network: string): (() => void) | null {
    const bounds: [key: string, most: number][] = [
      [`watcher ${watcher}`, STREAM_BOUNDS.PER_WATCHER],
      [`network ${network}`, STREAM_BOUNDS.PER_NETWORK],
      ['process', STREAM_BOUNDS.PER_PROCESS],
    ]
    if (bounds.some(([key, most]) => this.#count(key) >= most)) return null
    for (const [key] of bounds) this.#counts.set(key, this.#count(key) + 1)
    let isOpen = true
    return () => {
      if (isOpen) for (const [key] of bounds) this.#release(key)
      isOpen = false
    }
  }

  #count(key: string): number {
    return this.#counts.get(key) ?? 0
  }

  #release(key: string): void {
    const left = this.#count(key) - 1
    if (left > 0) this.#counts.set(key, left)
    else this.#counts.delete(key)
  }
}
