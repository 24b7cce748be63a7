import { join } from 'node:path'
import { bootstrap, checkNode } from '../bootstrap.mjs'
import { build, isBuilt, programsFolder } from './build.mjs'
import { runAsCommand } from '../failure.mjs'
import { dataFolder } from '../places.mjs'
import { localSettings } from './local-settings.mjs'
import { step } from '../terminal.mjs'

/* `npm run demo`: the production build and everything it needs, in one command. */

const DIST_FOLDER = '.next'

await runAsCommand(async () => {
  checkNode(process.versions.node)
  const settings = localSettings()
  console.log(settings.line)
  await bootstrap()
  // Imported late: it needs packages that bootstrap may just have installed.
  const { resetLocally, serveLocally } = await import('./local.mjs')
  if (process.argv.includes('--reset')) await step('Starting over', resetLocally)
  await serveLocally({
    settings,
    mode: 'demo',
    command: 'demo',
    distFolder: DIST_FOLDER,
    logFile: join(dataFolder, 'demo.log'),
    prepare: async () => {
      if (!(await isBuilt(DIST_FOLDER))) await step('Building', () => build(DIST_FOLDER))
      return programsFolder(DIST_FOLDER)
    },
  })
})
