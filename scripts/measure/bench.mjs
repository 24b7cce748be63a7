import { parseArgs } from 'node:util'
import { bootstrap } from '../bootstrap.mjs'
import { writeReport } from './bench-report.mjs'
import { runAsCommand } from '../failure.mjs'

/*
 * `npm run bench [-- <arm> …]`: the figures of docs/benchmarks, as ratios taken in one run. With `--quick`
 * everything is short and nothing is kept, to see whether the arms still run.
 */

await runAsCommand(async () => {
  const { values, positionals } = parseArgs({
    options: { quick: { type: 'boolean', default: false } },
    allowPositionals: true,
  })
  await bootstrap()
  // Imported late: it needs packages that the line above may just have installed.
  const { runBench } = await import('../../tests/bench/run-bench.mjs')
  await runBench(positionals, { isQuick: values.quick })
  if (!values.quick) await writeReport()
})
