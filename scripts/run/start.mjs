import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { checkNode } from '../bootstrap.mjs'
import { programsFolder } from './build.mjs'
import { Failure, runAsCommand } from '../failure.mjs'

/*
 * Production. The server runs in this process, so it receives signals and its exit code is ours.
 * Nothing is generated and no database is started: everything comes from the environment.
 */

await runAsCommand(async () => {
  checkNode(process.versions.node)
  const server = join(programsFolder(process.env.LATCHKEY_DIST_DIR ?? '.next'), 'serve.mjs')
  if (!(await stat(server).catch(() => null))) {
    throw new Failure('There is no build to start. First run: npm run build')
  }
  delete process.env.LATCHKEY_MODE // Unset means production.
  Object.assign(process.env, { NODE_ENV: 'production' })
  process.setSourceMapsEnabled(true)
  await import(pathToFileURL(server).href)
})
