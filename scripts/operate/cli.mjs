import { pathToFileURL } from 'node:url'
import { runAsCommand } from '../failure.mjs'
import { checkNode } from '../bootstrap.mjs'
import { cliProgram } from './cli-program.mjs'
import { root } from '../places.mjs'

/*
 * `npm run cli`: selects the installation and runs the compiled command line in it. A fresh clone
 * has no packages yet, so this file imports only what it needs at once.
 */

await runAsCommand(async () => {
  checkNode(process.versions.node)
  process.chdir(root)
  const argv = process.argv.slice(2)
  const installation = await cliProgram(argv.includes('--demo'))
  process.setSourceMapsEnabled(true)
  /** @type {typeof import('./cli')} */
  const { main } = await import(pathToFileURL(installation.program).href)
  try {
    process.exitCode = await main(argv, installation.open)
  } finally {
    await installation.close()
  }
})
