import { parseArgs } from 'node:util'
import { bootstrap } from '../bootstrap.mjs'
import { build, isBuilt } from '../run/build.mjs'
import { Failure, runAsCommand } from '../failure.mjs'

/* `npm run test:kill -- --kills 200`: a longer version of the kill run in `npm test`. */

const KILLS = 200

await runAsCommand(async () => {
  const { values } = parseArgs({ options: { kills: { type: 'string' } } })
  const kills = Number(values.kills ?? KILLS)
  if (!Number.isInteger(kills) || kills < 1) {
    throw new Failure('Usage: npm run test:kill -- --kills 200')
  }
  await bootstrap()
  // Imported late: these need packages that bootstrap may just have installed.
  const [{ kill }, { runChecks }, { testDistFolder }, { stopTestCluster }] = await Promise.all([
    import('./test-checks.mjs'),
    import('./run-checks.mjs'),
    import('./test-server.mjs'),
    import('./test-cluster.mjs'),
  ])
  if (!(await isBuilt(testDistFolder))) await build(testDistFolder)
  try {
    await runChecks([kill({ kills })])
  } finally {
    await stopTestCluster()
  }
})
