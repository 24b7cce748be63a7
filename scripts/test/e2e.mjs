import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { bootstrap } from '../bootstrap.mjs'
import { runAsCommand } from '../failure.mjs'
import { root } from '../places.mjs'
import { readE2eArguments } from './arguments.mjs'

/*
 * `npm run e2e -- sign-in`: the matching browser specs, on a production build that is rebuilt only
 * when the sources changed.
 */

await runAsCommand(async () => {
  const files = await readdir(join(root, 'tests/e2e'))
  const all = files.filter((file) => file.endsWith('.spec.ts')).sort()
  const { specs, grep } = readE2eArguments(process.argv.slice(2), all)
  await bootstrap()
  // Imported late: these need packages that bootstrap may just have installed.
  const [
    { productionBuild },
    { runPlaywright },
    { runChecks },
    { findChromium },
    { stopTestCluster },
  ] = await Promise.all([
    import('./static-checks.mjs'),
    import('./test-runners.mjs'),
    import('./run-checks.mjs'),
    import('./chromium.mjs'),
    import('./test-cluster.mjs'),
  ])
  const chromium = await findChromium()
  const args = [
    // Checks of the whole run do not apply to a part of it.
    ...['--project=promises', '--no-deps', '--retries=0'],
    ...(grep === undefined ? [] : ['--grep', grep]),
    ...specs.map((spec) => `/${spec.replaceAll('.', '\\.')}$`),
  ]
  const browserTests = { title: 'Browser tests', run: () => runPlaywright(chromium, args) }
  try {
    await runChecks([productionBuild, browserTests])
  } finally {
    await stopTestCluster()
  }
})
