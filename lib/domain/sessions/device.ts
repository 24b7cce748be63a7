import Bowser from 'bowser'

/** Real user agents are under 300 characters. */
const MAX_LENGTH = 512
const UNKNOWN_BROWSER = 'Unknown browser'

const KNOWN_BROWSERS = new Set(Object.values(Bowser.BROWSER_MAP))
const KNOWN_SYSTEMS = new Set(Object.values(Bowser.OS_MAP))

/**
 * Describes a user agent in words: "Chrome on Linux", "Firefox", "Unknown browser".
 *
 * Uses only names from bowser's own tables: for an unknown browser bowser returns text from the user
 * agent, which would let a client put its own text into the list of devices.
 *
 * @returns never empty; never throws
 */
export function describeDevice(userAgent: string): string {
  const { browser, os } = parse(userAgent.slice(0, MAX_LENGTH))
  const known = KNOWN_BROWSERS.has(browser) ? browser : UNKNOWN_BROWSER
  return KNOWN_SYSTEMS.has(os) ? `${known} on ${os}` : known
}

export type DeviceKind = 'computer' | 'phone' | 'tablet'

/** What a user agent runs on; a computer when it does not say. */
export function deviceKind(userAgent: string): DeviceKind {
  if (userAgent === '') return 'computer'
  const { type } = Bowser.parse(userAgent.slice(0, MAX_LENGTH)).platform
  if (type === 'mobile') return 'phone'
  return type === 'tablet' ? 'tablet' : 'computer'
}

/** Empty strings for what cannot be determined. */
function parse(userAgent: string): { browser: string; os: string } {
  if (userAgent === '') return { browser: '', os: '' }
  const { browser, os } = Bowser.parse(userAgent)
  return { browser: browser.name ?? '', os: os.name ?? '' }
}
