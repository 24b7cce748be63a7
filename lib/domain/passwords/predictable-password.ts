import { codePointCount } from '@/lib/domain/text'

/** Longer ones are left alone: few guessers stretch that far, and the breach service knows those. */
const MAX_STRETCHED = 32

/** "abc" and "123" are runs; two neighbours are chance. */
const MIN_RUN = 3

/**
 * What a guesser would stretch into this password: itself, the unit it repeats, what is left without
 * runs such as `12345678`, and so on until nothing more comes off. All in lower case.
 *
 * `iloveyouiloveyou` has the core `iloveyou`, and `welcome12345678` the core `welcome`: on no list at
 * this length, and no better than their cores. The last one is empty when all of it was runs.
 */
export function passwordCores(password: string): string[] {
  const cores = [password.toLowerCase()]
  if (codePointCount(password) > MAX_STRETCHED) return cores
  for (;;) {
    const last = cores.at(-1) ?? ''
    const next = withoutRuns(repeatedUnit([...last]))
      .join('')
      .trim()
    if (next === last) return cores
    cores.push(next)
  }
}

/** `abab` and `ab ab` are `ab` and `ab `; a text that repeats nothing is its own unit. */
function repeatedUnit(characters: string[]): string[] {
  const half = Math.ceil(characters.length / 2)
  for (let period = 1; period <= half; period += 1) {
    const repeats = characters.every(
      (character, index) => index < period || character === characters[index - period],
    )
    if (repeats) return characters.slice(0, period)
  }
  return characters
}

function withoutRuns(characters: string[]): string[] {
  const tail = leadingRun(characters.toReversed())
  const front = characters.slice(0, characters.length - tail)
  return front.slice(leadingRun(front))
}

/** The length of the run at the start: neighbours the same step apart. 0 when it is no run. */
function leadingRun(characters: string[]): number {
  const [first = '', second = ''] = characters
  const step = stepBetween(first, second)
  if (step === null) return 0
  let length = 2
  for (; length < characters.length; length += 1) {
    if (stepBetween(characters[length - 1] ?? '', characters[length] ?? '') !== step) break
  }
  return length >= MIN_RUN ? length : 0
}

/** -1, 0 or 1; after 9 comes 0, as on the keyboard. Null when the two are no neighbours. */
function stepBetween(one: string, other: string): number | null {
  if (one === '9' && other === '0') return 1
  if (one === '0' && other === '9') return -1
  const step = (other.codePointAt(0) ?? 0) - (one.codePointAt(0) ?? 0)
  return Math.abs(step) <= 1 ? step : null
}
