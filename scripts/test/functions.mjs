import { rm } from 'node:fs/promises'
import { bootstrap } from '../bootstrap.mjs'
import { Failure, runAsCommand } from '../failure.mjs'

/*
 * `npm run test:functions`: all promises that hold where a platform starts a function for each request.
 * `npm run test:functions -- open-next` tries them on the handler that OpenNext makes for Lambda, which is
 * downloaded and built for it.
 */

await runAsCommand(async () => {
  const words = process.argv.slice(2)
  const isOpenNext = words.length === 1 && words[0] === 'open-next'
  if (words.length > 0 && !isOpenNext)
    throw new Failure('Usage: npm run test:functions -- open-next')
  await bootstrap()
  // Imported late: these need packages that bootstrap may just have installed.
  const [{ functions }, { runChecks }, { stopTestCluster }, { buildWithOpenNext }] =
    await Promise.all([
      import('./test-checks.mjs'),
      import('./run-checks.mjs'),
      import('./test-cluster.mjs'),
      import('./open-next.mjs'),
    ])
  const built = isOpenNext ? await buildWithOpenNext() : undefined
  try {
    await runChecks([functions({ isWhole: true, handler: built?.handler })])
  } finally {
    await stopTestCluster()
    if (built) await rm(built.copy, { recursive: true, force: true })
  }
})
