import { bootstrap } from '../bootstrap.mjs'
import { runAsCommand } from '../failure.mjs'

/* `npm test`: everything, the browser tests on a production build. */

await runAsCommand(async () => {
  await bootstrap()
  // Imported late: these need packages that the line above may just have installed.
  const [checks, { runChecks }, { findChromium }, { stopTestCluster }] = await Promise.all([
    import('./checks.mjs'),
    import('./run-checks.mjs'),
    import('./chromium.mjs'),
    import('./test-cluster.mjs'),
  ])
  const { deadCode, drift, faults, format, fuzz, integrationTests, kill, layers, lint } = checks
  const { processes, productionBuild, runPlaywright, types, unitTests } = checks
  const browserTests = {
    title: 'Browser tests',
    run: async () => runPlaywright(await findChromium()),
  }
  try {
    await runChecks([
      // Two lanes that take about as long as each other. Route types and the build share a folder,
      // so they are made one after the other.
      [
        [lint, format, layers, deadCode, drift],
        [types, productionBuild],
      ],
      unitTests,
      integrationTests,
      browserTests,
      // Most of their time they wait for servers that start, hang or die.
      [[fuzz(), processes()], faults(), kill()],
    ])
  } finally {
    await stopTestCluster()
  }
})
