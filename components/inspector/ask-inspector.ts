import type { ActName } from '@/lib/inspector/scenarios/scenario-list'

type Deed = { do: 'clear' | 'revoke' | 'elsewhere' | 'idle' } | { do: 'act'; act: ActName }

/** Asks for one of the things the inspector does. @returns null when there was no good answer */
export async function askInspector(deed: Deed): Promise<unknown> {
  try {
    const response = await fetch('/api/auth-flow', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(deed),
    })
    return response.status === 200 ? await response.json() : null
  } catch {
    return null
  }
}
