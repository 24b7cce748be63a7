import { HELD_BYTES_LIMIT, HELD_BYTES_PER_ADDRESS_LIMIT } from './limits'

export type BodyMemoryLimits = { totalBytes: number; perAddressBytes: number }

/** What one request holds of the shared memory. */
export type BodyShare = {
  /** @returns false when there is no room for so many bytes more; then nothing is taken */
  take: (bytes: number) => boolean
  /** Gives back everything this request has taken. */
  release: () => void
}

/**
 * The memory that bodies may take together, in this process and for each address: many slow uploads
 * at once must not add up to all there is.
 */
export class BodyMemory {
  readonly #limits: BodyMemoryLimits
  readonly #byAddress = new Map<string, number>()
  #total = 0

  constructor(
    limits: BodyMemoryLimits = {
      totalBytes: HELD_BYTES_LIMIT,
      perAddressBytes: HELD_BYTES_PER_ADDRESS_LIMIT,
    },
  ) {
    this.#limits = limits
  }

  get totalBytes(): number {
    return this.#total
  }

  /** @param address the client's */
  share(address: string): BodyShare {
    let taken = 0
    return {
      take: (bytes) => {
        const ofAddress = (this.#byAddress.get(address) ?? 0) + bytes
        if (this.#total + bytes > this.#limits.totalBytes) return false
        if (ofAddress > this.#limits.perAddressBytes) return false
        taken += bytes
        this.#total += bytes
        this.#byAddress.set(address, ofAddress)
        return true
      },
      release: () => {
        const rest = (this.#byAddress.get(address) ?? 0) - taken
        this.#total -= taken
        taken = 0
        if (rest > 0) this.#byAddress.set(address, rest)
        else this.#byAddress.delete(address)
      },
    }
  }
}
