import { bootstrap } from '../bootstrap.mjs'
import { runAsCommand } from '../failure.mjs'

/* `npm test`: everything, with the browser tests on a production build. */

await runAsCommand(async () => {
  await bootstrap()
  // Imported late: these need packages that bootstrap may just have installed.
  const [
    checks,
    testChecks,
    { runPlaywright },
    { runChecks },
    { findChromium },
    { stopTestCluster },
  ] = await Promise.all([
    import('./static-checks.mjs'),
    import('./test-checks.mjs'),
    import('./test-runners.mjs'),
    import('./run-checks.mjs'),
    import('./chromium.mjs'),
    import('./test-cluster.mjs'),
  ])
  const { deadCode, drift, format, layers, lint, productionBuild, types } = checks
  const { faults, functions, fuzz, integrationTests, kill, processes, unitTests } = testChecks
  const browserTests = {
    title: 'Browser tests',
    run: async () => runPlaywright(await findChromium()),
  }
  try {
    await runChecks([
      // Two lanes that take about equally long, so that no core waits. Route types and the build share a
      // folder, so they run in sequence. The long runs need the build, and mostly wait for servers that
      // start, hang or die.
      [
        [lint, format, layers, deadCode, drift, unitTests, integrationTests],
        [types, productionBuild, faults(), kill(), fuzz(), processes(), functions()],
      ],
      browserTests,
    ])
  } finally {
    await stopTestCluster()
  }
})
