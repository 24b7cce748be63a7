import { bootstrap } from '../bootstrap.mjs'
import { runAsCommand } from '../failure.mjs'
import { readCheckArguments } from './arguments.mjs'

/*
 * `npm run check`: what can be known without a browser. With `--fast`, only for what differs from
 * `main`: the changed files, and the unit and component tests that depend on them.
 */

await runAsCommand(async () => {
  const { fast } = readCheckArguments(process.argv.slice(2))
  await bootstrap()
  // Imported late: these need packages that the line above may just have installed.
  const [checks, { runChecks }, { changedFiles }] = await Promise.all([
    import('./checks.mjs'),
    import('./run-checks.mjs'),
    import('./changed-files.mjs'),
  ])
  const { deadCode, drift, format, integrationTests, layers, lint, types, unitTests } = checks
  if (!fast) {
    // Two lanes that take about as long as each other, then what uses all cores.
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
      [types, checks.unitTestsSince(base)],
    ],
  ])
})
