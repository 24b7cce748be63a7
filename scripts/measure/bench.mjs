import { parseArgs } from 'node:util'
import { bootstrap } from '../bootstrap.mjs'
import { writeReport } from './bench-report.mjs'
import { runAsCommand } from '../failure.mjs'

/*
 * `npm run bench [-- <arm> …]`: the figures of docs/benchmarks, as ratios measured in one run.
 * `--quick` shortens everything and stores nothing, to check that the arms still run.
 */

await runAsCommand(async () => {
  const { values, positionals } = parseArgs({
    options: { quick: { type: 'boolean', default: false } },
    allowPositionals: true,
  })
  await bootstrap()
  // Imported late: it needs packages that bootstrap may just have installed.
  const { runBench } = await import('../../tests/bench/run-bench.mjs')
  await runBench(positionals, { isQuick: values.quick })
  if (!values.quick) await writeReport()
})
