import { context, propagation, trace } from '@opentelemetry/api'
import { afterAll, vi } from 'vitest'

/*
 * The files of a project share a process, which saves starting one and loading the packages for
 * each. Each file still loads our own modules anew and restores the environment. Work that outlives its
 * file has the modules and the objects of that file, its database included, and reaches no others.
 */

vi.resetModules()
delete (globalThis as Record<symbol, unknown>)[Symbol.for('latchkey.process')]
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
