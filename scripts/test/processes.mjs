import { parseArgs } from 'node:util'
import { bootstrap } from '../bootstrap.mjs'
import { build, isBuilt } from '../run/build.mjs'
import { Failure, runAsCommand } from '../failure.mjs'

/* `npm run test:processes -- --count 4`: the processes run of `npm test` with more processes. */

const COUNT = 4

await runAsCommand(async () => {
  const { values } = parseArgs({ options: { count: { type: 'string' } } })
  const count = Number(values.count ?? COUNT)
  if (!Number.isInteger(count) || count < 2) {
    throw new Failure('Usage: npm run test:processes -- --count 4')
  }
  await bootstrap()
  // Imported late: these need packages that bootstrap may just have installed.
  const [{ processes }, { runChecks }, { testDistFolder }, { stopTestCluster }] = await Promise.all(
    [
      import('./test-checks.mjs'),
      import('./run-checks.mjs'),
      import('./test-server.mjs'),
      import('./test-cluster.mjs'),
    ],
  )
  if (!(await isBuilt(testDistFolder))) await build(testDistFolder)
  try {
    await runChecks([processes({ count })])
  } finally {
    await stopTestCluster()
  }
})
