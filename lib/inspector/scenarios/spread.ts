export type Spread = {
  values: readonly number[]
  count: number
  shortest: number
  longest: number
  median: number
}

/** Durations in milliseconds, summed up; null without any. */
export function spread(durations: readonly number[]): Spread | null {
  const values = durations.toSorted((one, other) => one - other)
  const [shortest, longest] = [values[0], values.at(-1)]
  if (shortest === undefined || longest === undefined) return null
  const [below, above] = [values[Math.ceil(values.length / 2) - 1], values[values.length >> 1]]
  const median = ((below ?? shortest) + (above ?? longest)) / 2
  return { values, count: values.length, shortest, longest, median }
}
