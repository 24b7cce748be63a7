import { bootstrap } from '../bootstrap.mjs'
import { build, isBuilt } from '../run/build.mjs'
import { runAsCommand } from '../failure.mjs'

/*
 * `npm run test:operations`: what operators do to a running installation, with the distribution's
 * programs: a failover to a standby and a rolling restart. It prints what it measured.
 */

await runAsCommand(async () => {
  await bootstrap()
  // Imported late: these need packages that bootstrap may just have installed.
  const [{ operations }, { runChecks }, { testDistFolder }, { stopTestCluster }] =
    await Promise.all([
      import('./test-checks.mjs'),
      import('./run-checks.mjs'),
      import('./test-server.mjs'),
      import('./test-cluster.mjs'),
    ])
  if (!(await isBuilt(testDistFolder))) await build(testDistFolder)
  try {
    await runChecks([operations()])
  } finally {
    await stopTestCluster()
  }
})
