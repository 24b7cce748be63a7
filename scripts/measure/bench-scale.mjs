import { parseArgs } from 'node:util'
import { bootstrap } from '../bootstrap.mjs'
import { writeReport } from './bench-report.mjs'
import { runAsCommand } from '../failure.mjs'

/*
 * `npm run bench:scale`: how the cost of the pages' queries grows from a thousand users to a
 * million. `--keep` keeps the filled databases; `--sizes 1000,100000` uses other sizes.
 */

await runAsCommand(async () => {
  const { values } = parseArgs({
    options: { keep: { type: 'boolean', default: false }, sizes: { type: 'string' } },
  })
  await bootstrap()
  // Imported late: it needs packages that bootstrap may just have installed.
  const { runScale } = await import('../../tests/bench/scale/run-scale.mjs')
  const sizes = values.sizes?.split(',').map(Number)
  await runScale({ isKept: values.keep, ...(sizes ? { sizes } : {}) })
  if (!sizes) await writeReport()
})
