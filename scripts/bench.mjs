import { bootstrap } from './bootstrap.mjs'
import { runAsCommand } from './failure.mjs'

/* `npm run bench [-- <arm> …]`: the figures of the README, as ratios taken in one run. */

await runAsCommand(async () => {
  await bootstrap()
  // Imported late: it needs packages that the line above may just have installed.
  const { runBench } = await import('../tests/bench/run-bench.mjs')
  await runBench(process.argv.slice(2))
})
