import type { Flow } from './flow'
import { watched } from './watch'

type Parse = (input: Record<string, unknown>) => { success: boolean }

/** Reading the fields, as a step: which were there and whether they will do, never what they hold. */
export function watchedParse<P extends Parse>(flow: Flow, parse: P): P {
  return watched(flow, 'parse', parse as Parse, {
    in: ({ identifier, password, remember }) => ({
      identifier: identifierKind(identifier),
      password: typeof password === 'string' && password !== '',
      remember: remember === 'on' || remember === 'true',
    }),
    out: ({ success }) => ({ valid: success, refused: !success }),
  }) as P
}

export function watchedAuthorize<Given extends unknown[], Value>(
  flow: Flow,
  authorize: (...given: Given) => Promise<Value>,
) {
  return watched(flow, 'authorize', authorize, { out: () => ({ accepted: true }) })
}

function identifierKind(identifier: unknown): 'email' | 'username' | 'missing' {
  if (typeof identifier !== 'string' || identifier.trim() === '') return 'missing'
  return identifier.includes('@') ? 'email' : 'username'
}
