import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { KEPT } from '../results.mjs'

/**
 * @typedef {import('../figures.mjs').Figure & { met: boolean | null }} JudgedFigure
 *
 * @typedef {object} Result
 * @property {string} arm
 * @property {string} takenAt ISO 8601
 * @property {string} machine
 * @property {JudgedFigure[]} figures
 * @property {number[]} [sizes] of the scale arm: how many users
 * @property {{ name: string, ms: number[], ratio: number }[]} [questions] of the scale arm
 * @property {{ session: number, event: number }} [bytes] of the scale arm: on disk, of each row
 */

/**
 * The stored results of each arm's last run.
 *
 * @returns {Promise<Result[]>}
 */
export async function keptResults() {
  const names = (await readdir(KEPT)).filter((name) => name.endsWith('.json')).sort()
  return Promise.all(
    names.map(async (name) => ({
      ...JSON.parse(await readFile(join(KEPT, name), 'utf8')),
      arm: name.replace(/\.json$/, ''),
    })),
  )
}

/**
 * The figures with a goal, without those of the stock app, ordered by goal.
 *
 * @param {readonly Result[]} results
 */
export function goalFigures(results) {
  const number = (/** @type {string | undefined} */ id) => Number(id?.slice(1))
  return results
    .filter(({ arm }) => arm !== 'stock')
    .flatMap(({ figures }) => figures.filter(({ id, goal }) => id && goal))
    .sort((one, other) => number(one.id) - number(other.id))
}

/**
 * @param {readonly Result[]} results
 * @param {string} name
 */
export function resultOf(results, name) {
  return results.find(({ arm }) => arm === name)
}
