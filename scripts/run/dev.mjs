import { join } from 'node:path'
import { bootstrap, checkNode } from '../bootstrap.mjs'
import { runAsCommand } from '../failure.mjs'
import { dataFolder } from '../places.mjs'
import { localSettings } from './local-settings.mjs'

/* `npm run dev`: the app with hot reload, on the demo's database and accounts. */

await runAsCommand(async () => {
  checkNode(process.versions.node)
  const settings = localSettings()
  console.log(settings.line)
  await bootstrap()
  // Imported late: both need packages that bootstrap may just have installed.
  const [{ serveLocally }, { compile }] = await Promise.all([
    import('./local.mjs'),
    import('./compile.mjs'),
  ])
  await serveLocally({
    settings,
    mode: 'development',
    command: 'dev',
    distFolder: '.next',
    logFile: undefined,
    prepare: async () => {
      const programs = join(dataFolder, 'dev')
      await compile(programs)
      return programs
    },
  })
})
