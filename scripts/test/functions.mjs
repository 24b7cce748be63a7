import { bootstrap } from '../bootstrap.mjs'
import { runAsCommand } from '../failure.mjs'

/* `npm run test:functions`: all promises that hold where a platform starts a function for each request. */

await runAsCommand(async () => {
  await bootstrap()
  // Imported late: these need packages that bootstrap may just have installed.
  const [{ functions }, { runChecks }, { stopTestCluster }] = await Promise.all([
    import('./test-checks.mjs'),
    import('./run-checks.mjs'),
    import('./test-cluster.mjs'),
  ])
  try {
    await runChecks([functions({ isWhole: true })])
  } finally {
    await stopTestCluster()
  }
})
