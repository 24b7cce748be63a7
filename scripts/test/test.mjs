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
  const { faults, fuzz, integrationTests, kill, processes, unitTests } = testChecks
  const browserTests = {
    title: 'Browser tests',
    run: async () => runPlaywright(await findChromium()),
  }
  try {
    await runChecks([
      // Two lanes that take about equally long. Route types and the build share a folder, so they
      // run in sequence.
      [
        [lint, format, layers, deadCode, drift],
        [types, productionBuild],
      ],
      // The long runs mostly wait for servers that start, hang or die.
      [
        [unitTests, integrationTests],
        [fuzz(), processes()],
        [faults(), kill()],
      ],
      browserTests,
    ])
  } finally {
    await stopTestCluster()
  }
})
