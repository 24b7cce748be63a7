/**
 * @param {readonly number[]} values
 * @param {number} share 0.5 for the median, 0.99 for p99
 */
export function quantile(values, share) {
  const sorted = [...values].sort((one, other) => one - other)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN
}

/** @param {readonly number[]} values */
export function median(values) {
  return quantile(values, 0.5)
}

/** @param {number} value */
export function rounded(value) {
  return Number(value.toPrecision(3))
}

/**
 * @typedef {object} Figure
 * @property {string} [id] its id among the goals, such as "P1"
 * @property {string} name
 * @property {number} value  the median of the rounds
 * @property {number[]} rounds
 * @property {'at least' | 'at most'} [goal] none if only for comparison
 * @property {number} [limit]
 * @property {string} unit
 */

/**
 * @param {Omit<Figure, 'value'>} figure
 * @returns {Figure & { met: boolean | null }} null without a goal
 */
export function judged(figure) {
  const value = median(figure.rounds)
  const { goal, limit } = figure
  if (goal === undefined || limit === undefined) return { ...figure, value, met: null }
  return { ...figure, value, met: goal === 'at least' ? value >= limit : value <= limit }
}

/** @param {readonly (Figure & { met: boolean | null })[]} figures */
export function table(figures) {
  const rows = figures.map(({ id = '', name, value, rounds, goal, limit, unit, met }) => [
    id,
    name,
    `${rounded(value)}${unit}`,
    goal === undefined ? '' : `${goal} ${limit}${unit}`,
    met === null ? '' : met ? 'met' : 'NOT MET',
    rounds.map(rounded).join(' · '),
  ])
  const all = [['', 'figure', 'median', 'goal', '', 'rounds'], ...rows]
  const widths = [0, 1, 2, 3, 4].map((column) =>
    Math.max(...all.map((row) => (row[column] ?? '').length)),
  )
  return all
    .map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '))
    .join('\n')
}
