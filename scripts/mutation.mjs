import { join } from 'node:path'
import { bootstrap } from './bootstrap.mjs'
import { runNode } from './child.mjs'
import { Failure, runAsCommand } from './failure.mjs'
import { root } from './places.mjs'

/*
 * `npm run test:mutation [-- domain | password | services] [-- files…]`: changes the code in small
 * ways, one at a time, and counts how many changes the tests notice. Without a layer, all of them.
 */

const LAYERS = ['domain', 'password', 'services']

await runAsCommand(async () => {
  const [layer, ...files] = process.argv.slice(2)
  if (layer !== undefined && !LAYERS.includes(layer)) {
    throw new Failure(`Name a layer: ${LAYERS.join(', ')}.`)
  }
  await bootstrap()
  const { environmentWithoutSettings } = await import('./test-server.mjs')
  const stryker = join(root, 'node_modules/@stryker-mutator/core/bin/stryker.js')
  for (const one of layer === undefined ? LAYERS : [layer]) {
    const env = {
      ...environmentWithoutSettings(),
      LATCHKEY_MUTATED_LAYER: one,
      ...(files.length > 0 ? { LATCHKEY_MUTATED_FILES: files.join(',') } : {}),
    }
    const { code } = await runNode([stryker, 'run', 'tests/mutation/stryker.config.mjs'], {
      env,
      show: true,
    })
    if (code !== 0) process.exitCode = 1
  }
})
