import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { format, resolveConfig } from 'prettier'
import { root } from '../../../scripts/places.mjs'
import { chartsOf } from './charts.mjs'
import { keptResults } from './kept-results.mjs'
import { capacityModel, measuredOn, measuredTable } from './tables.mjs'

const FOLDER = 'docs/benchmarks'
const REPORT = `${FOLDER}/README.md`
/** @type {Record<string, string>} */
const TITLES = {
  'goals.svg': 'Each figure against its goal',
  'stock.svg': 'Times better than Auth.js as its guides have it',
  'growth.svg': 'Milliseconds of a question, by the number of users',
}

/**
 * What the documents show of the stored results: the charts, and the marked parts of two documents.
 *
 * @returns {Promise<{ file: string, content: string }[]>} files relative to the root
 */
export async function writtenFromResults() {
  const results = await keptResults()
  const drawn = chartsOf(results)
  const charts = Object.entries(drawn).map(([name, content]) => ({
    file: `${FOLDER}/${name}`,
    content,
  }))
  const pictures = Object.keys(drawn).map((name) => `![${TITLES[name]}](${name})`)
  const measured = [measuredOn(results), measuredTable(results), ...pictures].join('\n\n')
  return [
    ...charts,
    { file: REPORT, content: await withPart(REPORT, 'measured', measured) },
    {
      file: 'docs/operations.md',
      content: await withPart('docs/operations.md', 'capacity', capacityModel(results)),
    },
  ]
}

/**
 * A document with the part between its marks replaced.
 *
 * @param {string} file
 * @param {string} name of the marks
 * @param {string | null} part null keeps the current content
 */
async function withPart(file, name, part) {
  const text = await readFile(join(root, file), 'utf8')
  if (part === null) return text
  const [begin, end] = [`<!-- ${name}: npm run bench:report -->`, `<!-- /${name} -->`]
  const [before, rest] = text.split(begin)
  const [, after] = (rest ?? '').split(end)
  if (before === undefined || after === undefined) throw new Error(`${file} has no part "${name}"`)
  const whole = `${before}${begin}\n\n${part}\n\n${end}${after}`
  const options = await resolveConfig(join(root, file))
  return format(whole, { ...options, filepath: file })
}
