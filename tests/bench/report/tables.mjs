import { rounded } from '../figures.mjs'
import { goalOf, valueOf } from './charts.mjs'
import { goalFigures, resultOf } from './kept-results.mjs'

/** @typedef {import('./kept-results.mjs').Result} Result */

const SECONDS_PER_DAY = 86_400
/** The busiest second of a day relative to the mean. */
const PEAK = 5
const SIGN_INS_A_DAY = [10_000, 100_000, 1_000_000, 10_000_000]
const EVENTS_PER_SIGN_IN = 2
const SESSION_KEPT_DAYS = 60
const GB = 1e9
const SEALING = 'sealing 500 events'
const EVENTS_SEALED = 500

/**
 * Every figure with a goal, and the same figure for stock Auth.js.
 *
 * @param {readonly Result[]} results
 */
export function measuredTable(results) {
  const stock = resultOf(results, 'stock')?.figures ?? []
  const rows = goalFigures(results).map((figure) => {
    const theirs = stock.find(({ id }) => id === figure.id)
    return [
      figure.id ?? '',
      figure.name,
      figure.met ? valueOf(figure) : `**${valueOf(figure)}**`,
      goalOf(figure),
      theirs ? valueOf(theirs) : '',
    ]
  })
  return markdown(['', 'figure', 'measured', 'goal', 'stock'], rows)
}

/**
 * When and on which machine it was measured.
 *
 * @param {readonly Result[]} results
 */
export function measuredOn(results) {
  const days = results.map(({ takenAt }) => takenAt.slice(0, 10)).sort()
  const [first, last] = [days[0], days.at(-1)]
  const machines = [...new Set(results.map(({ machine }) => machine))].join('; ')
  return `Measured ${first === last ? first : `from ${first} to ${last}`} on ${machines}.`
}

/**
 * From one machine to ten million sign-ins a day, extrapolated from one core.
 *
 * @param {readonly Result[]} results
 * @returns {string | null} null without results
 */
export function capacityModel(results) {
  const signIn = resultOf(results, 'sign-in')
  const scale = resultOf(results, 'scale')
  const bytes = scale?.bytes
  const sealingMs = scale?.questions?.find(({ name }) => name === SEALING)?.ms.at(-1)
  const rate = figureOf(signIn, 'sign-ins a second, all cores')
  const hashes = figureOf(signIn, 'hashes a second, all cores')
  const cores = Number.parseInt(signIn?.machine ?? '', 10)
  if (!rate || !hashes || !cores || !bytes || !sealingMs) return null
  const perCore = rate / cores
  const lead =
    `On the machine of the benchmarks, one core does ${rounded(hashes / cores)} hashes per second at cost 12, ` +
    `and ${rounded(perCore)} sign-ins. A session takes ${Math.round(bytes.session)} bytes on disk with its ` +
    `indexes, an audit event ${Math.round(bytes.event)} with its origin and its seal. The sealer ` +
    `does ${rounded((EVENTS_SEALED / sealingMs) * 1000)} events per second.`
  const rows = SIGN_INS_A_DAY.map((aDay) => {
    const peak = (aDay / SECONDS_PER_DAY) * PEAK
    const sessions = aDay * SESSION_KEPT_DAYS * bytes.session
    const log = aDay * EVENTS_PER_SIGN_IN * bytes.event
    return [
      aDay.toLocaleString('en-GB').replaceAll(',', ' '),
      String(rounded(peak)),
      String(Math.max(1, Math.ceil(peak / perCore))),
      `${rounded(sessions / GB)} GB`,
      `${rounded(log / GB)} GB`,
    ]
  })
  const head = [
    'sign-ins per day',
    'per second at the peak (five times the mean)',
    'cores at the peak',
    'sessions stored',
    'audit log per day',
  ]
  return `${lead}\n\n${markdown(head, rows)}`
}

/**
 * @param {Result | undefined} result
 * @param {string} name
 */
function figureOf(result, name) {
  return result?.figures.find((figure) => figure.name === name)?.value
}

/**
 * @param {readonly string[]} head
 * @param {readonly (readonly string[])[]} rows
 */
function markdown(head, rows) {
  const lineOf = (/** @type {readonly string[]} */ cells) => `| ${cells.join(' | ')} |`
  return [lineOf(head), lineOf(head.map(() => '---')), ...rows.map(lineOf)].join('\n')
}
