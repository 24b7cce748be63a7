import { parseArgs } from 'node:util'
import { bootstrap } from '../bootstrap.mjs'
import { build, isBuilt } from '../run/build.mjs'
import { Failure, runAsCommand } from '../failure.mjs'

/*
 * `npm run test:fuzz -- --seed 7 --minutes 30` and `npm run test:faults -- …`: the runs that `npm
 * test` does for a minute or two with a fixed seed, for longer and with other seeds.
 */

const SECONDS_PER_MINUTE = 60
const MAX_SEED = 1_000_000

await runAsCommand(async () => {
  const { values, positionals } = parseArgs({
    options: { seed: { type: 'string' }, minutes: { type: 'string' } },
    allowPositionals: true,
  })
  const [kind = ''] = positionals
  const seed = Number(values.seed ?? Date.now() % MAX_SEED)
  const minutes = Number(values.minutes ?? 10)
  if (!Number.isInteger(seed) || !(minutes > 0)) {
    throw new Failure(`Usage: npm run test:${kind} -- --seed 7 --minutes 30`)
  }
  await bootstrap()
  // Imported late: these need packages that bootstrap may just have installed.
  const [{ faults, fuzz }, { runChecks }, { testDistFolder }, { stopTestCluster }] =
    await Promise.all([
      import('./test-checks.mjs'),
      import('./run-checks.mjs'),
      import('./test-server.mjs'),
      import('./test-cluster.mjs'),
    ])
  if (!(await isBuilt(testDistFolder))) await build(testDistFolder)
  const options = { seed, seconds: minutes * SECONDS_PER_MINUTE }
  try {
    await runChecks([kind === 'faults' ? faults(options) : fuzz(options)])
  } finally {
    await stopTestCluster()
  }
})
