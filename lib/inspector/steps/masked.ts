const SHOWN_CHARACTERS = 4
/** The ends of a shorter value would reveal too much. */
const SHORTEST_WITH_ENDS = 24

/**
 * The part of a secret value that may be shown. The one kind of free text a recording takes:
 * nothing else makes one, and nothing in a recording leads back to the value.
 */
export class Masked {
  private constructor(readonly text: string) {}

  /** Both ends of a long random value, such as a token; of a short one nothing. */
  static middle(value: string): Masked {
    if (value.length < SHORTEST_WITH_ENDS) return new Masked('…')
    return new Masked(`${value.slice(0, SHOWN_CHARACTERS)}…${value.slice(-SHOWN_CHARACTERS)}`)
  }

  /** The first character of each part of a name or address: enough to know one's own. */
  static initials(value: string): Masked {
    const parts = value.split(/(?<=[@.])|\s+/).filter((part) => part !== '')
    const initials = parts.slice(0, 3).map((part) => `${[...part][0] ?? ''}…`)
    return new Masked(initials.join(' '))
  }
}
