import type { IncomingMessage, ServerResponse } from 'node:http'
import type { BodyMemory } from './body-memory'
import type { FrontTimeouts } from './limits'
import type { PathRules } from './path-rules'
import type { OutagePages } from './replace-500'

export type FrontSettings = {
  /** The origin of this app. */
  authUrl: string
  isProduction: boolean
  isDevelopment: boolean
  trustedProxies: number
  /** What the adopter's configuration says of a path. */
  rules?: PathRules
  outagePages: OutagePages
  /** The same for a form of an earlier build; takes the form's path. */
  outdatedPage: (path: string) => string
  /** Removes from a `Cookie` header the session cookies that must not reach this path. */
  sanitiseCookies: (header: string, path: string) => string
  /** Whether a `Cookie` header carries a valid session token; does not query the database. */
  carriesSession: (header: string) => boolean
  bodyMemory?: BodyMemory
  timeouts?: FrontTimeouts
  /** Hooks of optional parts. */
  hooks?: readonly FrontHooks[]
}

/** Hooks an optional part may add to requests. */
export type FrontHooks = {
  /**
   * The address of a request that the part itself sent, to count it under and to record it as simulated;
   * null for every other one.
   */
  addressOf?: (request: IncomingMessage) => string | null
  /** Called once, when the status is known and headers can still be added. */
  beforeHead?: (request: IncomingMessage, response: ServerResponse) => void
}
