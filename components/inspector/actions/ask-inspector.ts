import type { ScenarioName } from '@/lib/inspector/scenarios/scenario-list'

type Command =
  { do: 'clear' | 'revoke' | 'elsewhere' | 'idle' } | { do: 'scenario'; scenario: ScenarioName }

/** Asks for one of the things the inspector does. @returns null when there was no good answer */
export async function askInspector(command: Command): Promise<unknown> {
  try {
    const response = await fetch('/api/auth-flow', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(command),
    })
    return response.status === 200 ? await response.json() : null
  } catch {
    return null
  }
}
