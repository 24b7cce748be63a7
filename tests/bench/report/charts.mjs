import { rounded } from '../figures.mjs'
import { goalFigures, resultOf } from './kept-results.mjs'
import { AMBER, bar, drawing, FAINT, GREEN, INK, line, path, text } from './svg.mjs'

/** @typedef {import('./kept-results.mjs').Result} Result */
/** @typedef {import('./kept-results.mjs').JudgedFigure} JudgedFigure */

const WIDTH = 860
const TOP = 64
const ROW = 34
const BARS_AT = 430
const BARS_WIDTH = 270

/**
 * Every chart for which there are stored results, by file name.
 *
 * @param {readonly Result[]} results
 * @returns {Record<string, string>}
 */
export function chartsOf(results) {
  const charts = {
    'goals.svg': goalsChart(goalFigures(results)),
    'stock.svg': stockChart(results),
    'growth.svg': growthChart(resultOf(results, 'scale')),
  }
  return Object.fromEntries(
    Object.entries(charts).flatMap(([name, svg]) => (svg ? [[name, svg]] : [])),
  )
}

/** @param {readonly JudgedFigure[]} figures */
function goalsChart(figures) {
  if (figures.length === 0) return null
  const longest = 2
  const goalX = BARS_AT + BARS_WIDTH / longest
  const height = TOP + figures.length * ROW + 40
  const rows = figures.flatMap((figure, index) => {
    const y = TOP + index * ROW
    const share = Math.min(longest, shareOfGoal(figure))
    const fill = figure.met ? GREEN : AMBER
    return [
      text(figure.id ?? '', { x: 24, y: y + 15, weight: 600 }),
      text(figure.name, { x: 62, y: y + 15, size: 12 }),
      bar({ x: BARS_AT, y: y + 2, width: (share * BARS_WIDTH) / longest, height: 18, fill }),
      text(`${valueOf(figure)} (${goalOf(figure)})`, {
        x: BARS_AT + BARS_WIDTH + 12,
        y: y + 15,
        size: 12,
      }),
    ]
  })
  return drawing(
    {
      ...{ width: WIDTH, height, title: 'Each figure against its goal: shorter is better' },
      description: figures
        .map((one) => `${one.id} ${one.name}: ${valueOf(one)}, goal ${goalOf(one)}`)
        .join('; '),
    },
    [
      ...rows,
      line({ x1: goalX, y1: TOP - 8, x2: goalX, y2: height - 34, stroke: INK, dash: '4 3' }),
      text('goal', { x: goalX, y: height - 18, size: 12, fill: FAINT, anchor: 'middle' }),
    ],
  )
}

/** The fraction of its goal that a figure uses: 1 is just met. @param {JudgedFigure} figure */
function shareOfGoal({ value, goal, limit = NaN }) {
  return goal === 'at least' ? limit / value : value / limit
}

/** @param {JudgedFigure} figure */
export const valueOf = ({ value, unit }) => `${rounded(value)}${unit}`

/** @param {JudgedFigure} figure */
export const goalOf = ({ goal, limit, unit }) =>
  goal === undefined ? '' : `${goal} ${limit}${unit}`

/** @param {readonly Result[]} results */
function stockChart(results) {
  const stock = resultOf(results, 'stock')
  const ours = goalFigures(results)
  const pairs = (stock?.figures ?? []).flatMap((theirs) => {
    const own = ours.find(({ id }) => id === theirs.id)
    return own ? [{ own, theirs }] : []
  })
  if (pairs.length === 0) return null
  const factors = pairs.map(({ own, theirs }) =>
    own.goal === 'at least' ? own.value / theirs.value : theirs.value / own.value,
  )
  // A logarithmic scale: factors of two and of a thousand in one chart.
  const decades = Math.max(1, Math.ceil(Math.log10(Math.max(...factors))))
  const xOf = (/** @type {number} */ factor) =>
    BARS_AT + (Math.max(0, Math.log10(factor)) / decades) * BARS_WIDTH
  const height = TOP + pairs.length * ROW + 40
  const rows = pairs.flatMap(({ own, theirs }, index) => {
    const y = TOP + index * ROW
    const factor = factors[index] ?? NaN
    return [
      text(own.name, { x: 24, y: y + 15, size: 12 }),
      bar({
        x: BARS_AT,
        y: y + 2,
        width: xOf(factor) - BARS_AT,
        height: 18,
        fill: factor >= 1 ? GREEN : AMBER,
      }),
      text(`${valueOf(own)} against ${valueOf(theirs)}`, {
        x: BARS_AT + BARS_WIDTH + 12,
        y: y + 15,
        size: 12,
      }),
    ]
  })
  const ticks = Array.from({ length: decades + 1 }, (_tick, power) => 10 ** power)
  return drawing(
    {
      ...{ width: WIDTH, height, title: 'Times better than Auth.js as its guides have it' },
      description: pairs
        .map(({ own, theirs }) => `${own.name}: ${valueOf(own)} against ${valueOf(theirs)}`)
        .join('; '),
    },
    [
      ...ticks.map((tick) => line({ x1: xOf(tick), y1: TOP - 8, x2: xOf(tick), y2: height - 34 })),
      ...rows,
      ...ticks.map((tick) =>
        text(`${tick} ×`, {
          x: xOf(tick),
          y: height - 18,
          size: 12,
          fill: FAINT,
          anchor: 'middle',
        }),
      ),
    ],
  )
}

const DRAWN = [
  ['look-up at sign-in, by email', '#1f7a4d'],
  ['device list', '#2563a8'],
  ['activity', '#7a4fb0'],
  ['administration: search for one name', '#b4690e'],
  ['audit log: newest', '#a83246'],
  ['retention job, 1000 rows due', '#5b6660'],
]
const PLOT = { left: 80, right: 500, top: TOP, bottom: 320 }

/** @param {Result | undefined} scale */
function growthChart(scale) {
  if (!scale?.questions || !scale.sizes) return null
  const { questions, sizes } = scale
  const drawn = DRAWN.flatMap(([name, colour = INK]) => {
    const question = questions.find((one) => one.name === name)
    return question ? [{ ...question, colour }] : []
  })
  const powers = drawn.flatMap(({ ms }) => ms.map(Math.log10))
  const [lowest, highest] = [Math.floor(Math.min(...powers)), Math.ceil(Math.max(...powers))]
  const xOf = (/** @type {number} */ at) =>
    PLOT.left + (at / (sizes.length - 1)) * (PLOT.right - PLOT.left)
  const yOf = (/** @type {number} */ ms) =>
    PLOT.bottom - ((Math.log10(ms) - lowest) / (highest - lowest)) * (PLOT.bottom - PLOT.top)
  const ticks = Array.from({ length: highest - lowest + 1 }, (_tick, at) => 10 ** (lowest + at))
  return drawing(
    {
      ...{ width: WIDTH, height: 376, title: 'Milliseconds of a question, by the number of users' },
      description: drawn
        .map(({ name, ms }) => `${name}: ${ms.map(rounded).join(', ')} ms`)
        .join('; '),
    },
    [
      ...ticks.flatMap((tick) => [
        line({ x1: PLOT.left, y1: yOf(tick), x2: PLOT.right, y2: yOf(tick) }),
        text(`${Number(tick.toPrecision(1))} ms`, {
          x: PLOT.left - 10,
          y: yOf(tick) + 4,
          size: 12,
          fill: FAINT,
          anchor: 'end',
        }),
      ]),
      ...sizes.map((size, at) =>
        text(size.toLocaleString('en-GB'), {
          x: xOf(at),
          y: PLOT.bottom + 26,
          size: 12,
          fill: FAINT,
          anchor: 'middle',
        }),
      ),
      ...drawn.map(({ ms, colour }) =>
        path(
          ms.map((one, at) => [xOf(at), yOf(one)]),
          colour,
        ),
      ),
      ...drawn.flatMap(({ name, ratio, colour }, index) => {
        const y = PLOT.top + 12 + index * 38
        return [
          bar({ x: 530, y: y - 9, width: 12, height: 12, fill: colour }),
          text(name, { x: 552, y: y + 2, size: 12 }),
          text(`× ${rounded(ratio)} from first to last`, {
            x: 552,
            y: y + 18,
            size: 12,
            fill: FAINT,
          }),
        ]
      }),
    ],
  )
}
