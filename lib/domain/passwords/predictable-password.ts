import { codePointCount } from '@/lib/domain/text'

/** Longer passwords are not analysed: few attackers stretch a short one that far. */
const MAX_LENGTH = 32

/** "abc" and "123" are runs; two adjacent characters may be chance. */
const MIN_RUN = 3

/**
 * The shorter passwords an attacker could have stretched into this one: the password itself, the unit
 * it repeats, the rest without runs such as `12345678`, and so on until nothing more can be removed. All
 * in lower case.
 *
 * `iloveyouiloveyou` has the core `iloveyou`, and `welcome12345678` the core `welcome`. They are on no
 * list at this length, but no stronger than their cores. The last core is empty for a password of runs.
 */
export function passwordCores(password: string): string[] {
  const cores = [password.toLowerCase()]
  if (codePointCount(password) > MAX_LENGTH) return cores
  for (;;) {
    const last = cores.at(-1) ?? ''
    const next = withoutRuns(repeatedUnit([...last]))
      .join('')
      .trim()
    if (next === last) return cores
    cores.push(next)
  }
}

/** `abab` repeats `ab`, and `ab ab` repeats `ab `. A text without repetition is its own unit. */
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

/** The length of the run at the start, in which characters are the same step apart. 0 for none. */
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

/** -1, 0 or 1; 0 follows 9, as on the keyboard. Null when the two are not adjacent. */
function stepBetween(one: string, other: string): number | null {
  if (one === '9' && other === '0') return 1
  if (one === '0' && other === '9') return -1
  const step = (other.codePointAt(0) ?? 0) - (one.codePointAt(0) ?? 0)
  return Math.abs(step) <= 1 ? step : null
}
