import { parseArgs } from 'node:util'
import { bootstrap } from './bootstrap.mjs'
import { build, isBuilt } from './build.mjs'
import { Failure, runAsCommand } from './failure.mjs'

/* `npm run test:fuzz -- --seed 7 --minutes 30`: the fuzz run of `npm test`, longer. */

const SECONDS_PER_MINUTE = 60

await runAsCommand(async () => {
  const { values } = parseArgs({
    options: { seed: { type: 'string' }, minutes: { type: 'string' } },
  })
  const seed = Number(values.seed ?? Date.now() % 1_000_000)
  const minutes = Number(values.minutes ?? 10)
  if (!Number.isInteger(seed) || !(minutes > 0)) {
    throw new Failure('Say it like this: npm run test:fuzz -- --seed 7 --minutes 30')
  }
  await bootstrap()
  // Imported late: these need packages that the line above may just have installed.
  const [{ fuzz, runChecks }, { testDistFolder }, { stopTestCluster }] = await Promise.all([
    import('./checks.mjs'),
    import('./test-server.mjs'),
    import('./test-cluster.mjs'),
  ])
  if (!(await isBuilt(testDistFolder))) await build(testDistFolder)
  try {
    await runChecks([fuzz({ seed, seconds: minutes * SECONDS_PER_MINUTE })])
  } finally {
    await stopTestCluster()
  }
})
