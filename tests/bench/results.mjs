import { mkdir, writeFile } from 'node:fs/promises'
import { cpus, totalmem } from 'node:os'
import { join } from 'node:path'
import { dataFolder, root } from '../../scripts/places.mjs'

/** Where the last results are stored, and where those of a trial run go. */
export const KEPT = join(root, 'docs', 'benchmarks')
const QUICK = join(dataFolder, 'bench', 'quick')

/**
 * Stores results with their time and machine.
 *
 * @param {string} name of the arm
 * @param {Record<string, unknown>} result
 * @param {{ isQuick?: boolean }} [options] quick: stored separately, without replacing them
 */
export async function keepResult(name, result, { isQuick = false } = {}) {
  const folder = isQuick ? QUICK : KEPT
  await mkdir(folder, { recursive: true })
  const whole = { takenAt: new Date().toISOString(), machine: machine(), ...result }
  await writeFile(join(folder, `${name}.json`), `${JSON.stringify(whole, null, 2)}\n`)
}

/** A description of the machine. */
export function machine() {
  const model = cpus()[0]?.model ?? 'unknown'
  const memory = Math.round(totalmem() / 2 ** 30)
  return `${cpus().length} × ${model}, ${memory} GiB, Node ${process.version}`
}
