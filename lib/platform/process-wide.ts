/** The objects of this process, by name. Kept from here on: who replaces it starts anew, beside them. */
const STORE = Symbol.for('latchkey.process')
const shared: Record<symbol, Map<string, object> | undefined> = globalThis as never
const store = (shared[STORE] ??= new Map())

/** A slot for one object of the process. */
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
  // Each name has one type.
  const peek = () => store.get(name) as Value | undefined
  return {
    peek,
    set: (value) => {
      store.set(name, value)
    },
    take: () => {
      const taken = peek()
      store.delete(name)
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
