import { BODIES_MAX_BYTES, BODIES_PER_ADDRESS_MAX_BYTES } from './limits'

export type BodyMemoryLimits = { totalBytes: number; perAddressBytes: number }

/** One request's share of the memory for bodies. */
export type BodyShare = {
  /** @returns false, and takes nothing, when there is no room for that many more bytes */
  take: (bytes: number) => boolean
  /** Gives back everything this request has taken. */
  release: () => void
}

/**
 * Limits the memory that request bodies use together, per process and per client address, so that many
 * slow uploads cannot exhaust it.
 */
export class BodyMemory {
  readonly #limits: BodyMemoryLimits
  readonly #byAddress = new Map<string, number>()
  #total = 0

  constructor(
    limits: BodyMemoryLimits = {
      totalBytes: BODIES_MAX_BYTES,
      perAddressBytes: BODIES_PER_ADDRESS_MAX_BYTES,
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
