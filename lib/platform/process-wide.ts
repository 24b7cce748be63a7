/** A slot on `globalThis` for one object. */
export type ProcessSlot<Value> = {
  /** The object; undefined while the slot is empty. */
  peek: () => Value | undefined
  set: (value: Value) => void
  /** Empties the slot and returns its object. */
  take: () => Value | undefined
}

/**
 * Holds a singleton of the process, although the front server and each Next.js bundle have their own
 * copy of the module that creates it.
 *
 * The object may come from another copy of its module, so check it and its errors by name and shape,
 * never by `instanceof`.
 *
 * @param name unique in Latchkey
 */
export function processSlot<Value extends object>(name: string): ProcessSlot<Value> {
  const key = Symbol.for(`latchkey.${name}`)
  const shared: Record<symbol, Value | undefined> = globalThis as never
  const peek = () => shared[key]
  return {
    peek,
    set: (value) => {
      shared[key] = value
    },
    take: () => {
      const taken = peek()
      delete shared[key]
      return taken
    },
  }
}

/** A {@link processSlot} whose `get` creates the value at first use. */
export function processWide<Value extends object>(
  name: string,
  make: () => Value,
): ProcessSlot<Value> & { get: () => Value } {
  const slot = processSlot<Value>(name)
  const get = () => {
    const known = slot.peek()
    if (known !== undefined) return known
    const made = make()
    slot.set(made)
    return made
  }
  return { ...slot, get }
}
