/** A place on `globalThis` for one object. */
export type ProcessSlot<Value> = {
  /** What is there; undefined while nothing is. */
  peek: () => Value | undefined
  set: (value: Value) => void
  /** Empties the slot and returns what was in it. */
  take: () => Value | undefined
}

/**
 * Where a process keeps something it has at most one of, although the front and each of Next's
 * bundles hold their own copy of the module that makes it.
 *
 * What is kept here crosses module copies: recognise it, and what it throws, by name and shape,
 * never by `instanceof`, which compares with the class of the copy that asks.
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

/** A {@link processSlot} that fills itself: `get` makes the value at the first use. */
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
