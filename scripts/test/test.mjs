import { bootstrap } from '../bootstrap.mjs'
import { build, isBuilt } from '../run/build.mjs'
import { runAsCommand } from '../failure.mjs'

/* `npm test`: everything, the browser tests on a production build. */

await runAsCommand(async () => {
  await bootstrap()
  // Imported late: these need packages that the line above may just have installed.
  const [
    { drift, faults, format, fuzz, kill, lint, processes, runPlaywright, types, vitest },
    { runChecks },
    { testDistFolder },
    { findChromium },
    { stopTestCluster },
  ] = await Promise.all([
    import('./checks.mjs'),
    import('./run-checks.mjs'),
    import('./test-server.mjs'),
    import('./chromium.mjs'),
    import('./test-cluster.mjs'),
  ])
  const browser = {
    title: 'Browser tests',
    run: async () => {
      const chromium = await findChromium()
      if (!(await isBuilt(testDistFolder))) await build(testDistFolder)
      return runPlaywright(chromium)
    },
  }
  try {
    await runChecks([
      [lint, types],
      [format, drift],
      vitest,
      browser,
      [fuzz(), faults()],
      [processes(), kill()],
    ])
  } finally {
    await stopTestCluster()
  }
})
