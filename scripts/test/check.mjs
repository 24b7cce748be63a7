import { bootstrap } from '../bootstrap.mjs'
import { runAsCommand } from '../failure.mjs'
import { readCheckArguments } from './arguments.mjs'

/*
 * `npm run check`: every check that needs no browser. With `--fast`, only what differs from `main`:
 * the changed files, and the unit and component tests that depend on them.
 */

await runAsCommand(async () => {
  const { fast } = readCheckArguments(process.argv.slice(2))
  await bootstrap()
  // Imported late: these need packages that bootstrap may just have installed.
  const [checks, testChecks, { runChecks }, { changedFiles }] = await Promise.all([
    import('./static-checks.mjs'),
    import('./test-checks.mjs'),
    import('./run-checks.mjs'),
    import('./changed-files.mjs'),
  ])
  const { deadCode, drift, format, layers, lint, types } = checks
  const { integrationTests, unitTests, unitTestsSince } = testChecks
  if (!fast) {
    // Two lanes that take about equally long, then the checks that use all cores.
    return runChecks([
      [
        [lint, format, layers, deadCode, drift],
        [types, unitTests],
      ],
      integrationTests,
    ])
  }
  const { base, files } = await changedFiles()
  if (files.length === 0) return console.log('Nothing differs from main.')
  return runChecks([
    [
      [checks.formatOf(files), checks.lintOf(files), layers],
      [types, unitTestsSince(base)],
    ],
  ])
})
