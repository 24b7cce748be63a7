/*
 * Merges of files whose conflicts need no person: a package.json, value by value, and what the
 * product's name stands in.
 */

/** @typedef {Record<string, unknown>} Json */

/** @param {unknown} value @returns {value is Json} */
const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value)

/** @param {unknown} one @param {unknown} other */
const isSame = (one, other) => JSON.stringify(one) === JSON.stringify(other)

/**
 * Three versions of an object, merged key by key: what only one side has changed is taken from it.
 *
 * @param {Json} base
 * @param {Json} ours
 * @param {Json} theirs
 * @returns {Json | null} null when both sides changed a value in different ways
 */
export function mergedJson(base, ours, theirs) {
  /** @type {Json} */
  const merged = {}
  for (const key of new Set([...Object.keys(ours), ...Object.keys(theirs)])) {
    const [before, own, other] = [base[key], ours[key], theirs[key]]
    if (isSame(own, other) || isSame(before, other)) {
      if (own !== undefined) merged[key] = own
    } else if (isSame(before, own)) {
      if (other !== undefined) merged[key] = other
    } else {
      if (!isObject(own) || !isObject(other)) return null
      const inner = mergedJson(isObject(before) ? before : {}, own, other)
      if (inner === null) return null
      merged[key] = inner
    }
  }
  return merged
}

/**
 * A file of package names and versions, as text.
 *
 * @param {{ base: string, ours: string, theirs: string }} versions
 * @returns {string | null} null when a person has to decide
 */
export function mergedPackage({ base, ours, theirs }) {
  const [before, own, other] = [base, ours, theirs].map((text) => JSON.parse(text))
  // The version says which of Latchkey's releases a copy stands on.
  const merged = mergedJson(
    { ...before, version: 0 },
    { ...own, version: 0 },
    { ...other, version: 0 },
  )
  if (merged === null) return null
  const { version, ...rest } = { ...merged, version: other.version }
  const { name, ...more } = /** @type {Json} */ (rest)
  return `${JSON.stringify({ name, version, ...more }, null, 2)}\n`
}
