import type { Env } from '@/lib/env'

/** The inspector's part of the server, loaded only where it is on. @returns null when it is off */
export async function startInspector(settings: Env) {
  if (settings.FLOW_INSPECTOR === 'off') return null
  const { runInspector } = await import('./run-inspector')
  return runInspector()
}
