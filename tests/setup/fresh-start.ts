import { context, propagation, trace } from '@opentelemetry/api'
import { afterAll, vi } from 'vitest'

/*
 * The files of a project share a process, which saves starting one and loading the packages for
 * each. Each file still loads our own modules anew and restores the environment.
 */

vi.resetModules()
for (const key of Object.getOwnPropertySymbols(globalThis)) {
  if (Symbol.keyFor(key)?.startsWith('latchkey.'))
    delete (globalThis as Record<symbol, unknown>)[key]
}
const environment = { ...process.env }

afterAll(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  vi.unstubAllEnvs()
  trace.disable()
  context.disable()
  propagation.disable()
  for (const name of Object.keys(process.env)) {
    if (!(name in environment)) delete process.env[name]
  }
  Object.assign(process.env, environment)
})
