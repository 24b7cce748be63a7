import { join } from 'node:path'
import { bootstrap } from '../bootstrap.mjs'
import { runNode } from '../child.mjs'
import { Failure, runAsCommand } from '../failure.mjs'
import { root } from '../places.mjs'

/*
 * `npm run docs:flow`: records the scenarios again, over HTTP and in a browser, and rewrites their
 * document.
 */

const modules = join(root, 'node_modules')

await runAsCommand(async () => {
  await bootstrap()
  const { build, isBuilt } = await import('../run/build.mjs')
  const { findChromium } = await import('../test/chromium.mjs')
  const { testDistFolder } = await import('../test/test-server.mjs')
  const { stopTestCluster } = await import('../test/test-cluster.mjs')
  if (!(await isBuilt(testDistFolder))) await build(testDistFolder)
  const chromium = await findChromium()
  try {
    await record({
      program: ['vitest/vitest.mjs', 'run', 'tests/integration/inspector/document.test.ts'],
      env: {},
    })
    await record({
      program: [
        ...['playwright/cli.js', 'test', '--config=tests/e2e/playwright.config.ts'],
        ...['--reporter=list', '--no-deps', 'how-sign-in-works.spec.ts'],
      ],
      env: { LATCHKEY_CHROMIUM: chromium, LATCHKEY_DIST_DIR: testDistFolder },
    })
  } finally {
    await stopTestCluster()
  }
  console.log('Written: docs/how-sign-in-works.md')
})

/** @param {{ program: readonly string[], env: Record<string, string> }} options */
async function record({ program: [file = '', ...rest], env }) {
  const { code } = await runNode([join(modules, file), ...rest], {
    env: { ...process.env, ...env, LATCHKEY_WRITE_DOCS: '1' },
    show: true,
  })
  if (code !== 0) throw new Failure('The scenarios could not be recorded.')
}
