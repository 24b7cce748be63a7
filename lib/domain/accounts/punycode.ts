const PREFIX = 'xn--'
/** RFC 1035, 2.3.4. */
const LABEL_MAX = 63
const BASE = 36
const T_MIN = 1
const T_MAX = 26
const SKEW = 38
const DAMP = 700
const INITIAL_BIAS = 72
const FIRST_CODE_POINT = 128
const LAST_CODE_POINT = 0x10ffff

/**
 * A label of a domain as its letters: `xn--mnchen-3ya` is `münchen`. Here, since browsers have no
 * function for it; a test holds it against Node's own.
 *
 * @returns null for a label that is none of these
 * @see RFC 3492, section 6.2
 */
export function unicodeLabel(label: string): string | null {
  if (!label.startsWith(PREFIX) || label.length > LABEL_MAX) return null
  const encoded = label.slice(PREFIX.length)
  const hyphenAt = encoded.lastIndexOf('-')
  const points = [...encoded.slice(0, Math.max(0, hyphenAt))].map((one) => one.codePointAt(0) ?? 0)
  const digits = [...encoded.slice(hyphenAt + 1)]
  let [at, codePoint, bias] = [0, FIRST_CODE_POINT, INITIAL_BIAS]
  while (digits.length > 0) {
    const before = at
    for (let weight = 1, k = BASE; ; k += BASE) {
      const digit = digitOf(digits.shift())
      if (digit === null) return null
      at += digit * weight
      const threshold = Math.min(Math.max(k - bias, T_MIN), T_MAX)
      if (digit < threshold) break
      weight *= BASE - threshold
    }
    const length = points.length + 1
    bias = adapted(at - before, length, before === 0)
    codePoint += Math.floor(at / length)
    at %= length
    if (codePoint > LAST_CODE_POINT) return null
    points.splice(at, 0, codePoint)
    at += 1
  }
  return String.fromCodePoint(...points)
}

function digitOf(character: string | undefined): number | null {
  const digit = Number.parseInt(character ?? '', BASE)
  if (Number.isNaN(digit)) return null
  // In base 36 digits come first; here letters do.
  return digit < 10 ? digit + 26 : digit - 10
}

/** RFC 3492, section 6.1. */
function adapted(delta: number, length: number, isFirst: boolean): number {
  let rest = Math.floor(delta / (isFirst ? DAMP : 2))
  rest += Math.floor(rest / length)
  let k = 0
  while (rest > ((BASE - T_MIN) * T_MAX) / 2) {
    rest = Math.floor(rest / (BASE - T_MIN))
    k += BASE
  }
  return k + Math.floor(((BASE - T_MIN + 1) * rest) / (rest + SKEW))
}
