import { bootstrap } from '../bootstrap.mjs'
import { runAsCommand } from '../failure.mjs'

/* `npm run check`: what can be known without a browser. */

await runAsCommand(async () => {
  await bootstrap()
  // Imported late: these need packages that the line above may just have installed.
  const [{ drift, format, lint, types, vitest }, { runChecks }] = await Promise.all([
    import('./checks.mjs'),
    import('./run-checks.mjs'),
  ])
  await runChecks([[lint, types], [format, drift], vitest])
})
