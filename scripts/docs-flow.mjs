import { join } from 'node:path'
import { bootstrap } from './bootstrap.mjs'
import { runNode } from './child.mjs'
import { Failure, runAsCommand } from './failure.mjs'
import { root } from './places.mjs'

/* `npm run docs:flow`: records the scenarios once more and writes the document about them. */

await runAsCommand(async () => {
  await bootstrap()
  const { code } = await runNode(
    [
      join(root, 'node_modules', 'vitest', 'vitest.mjs'),
      ...['run', 'tests/integration/flow/document.test.ts'],
    ],
    { env: { ...process.env, LATCHKEY_WRITE_DOCS: '1' }, show: true },
  )
  if (code !== 0) throw new Failure('The scenarios could not be recorded.')
  console.log('Written: docs/how-sign-in-works.md')
})
