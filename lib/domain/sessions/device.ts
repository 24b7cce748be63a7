import Bowser from 'bowser'

/** Real ones are under 300 characters; the rest is somebody trying something. */
const MAX_LENGTH = 512
const UNKNOWN_BROWSER = 'Unknown browser'

const KNOWN_BROWSERS = new Set(Object.values(Bowser.BROWSER_MAP))
const KNOWN_SYSTEMS = new Set(Object.values(Bowser.OS_MAP))

/**
 * A user agent in words: "Chrome on Linux", "Firefox", "Unknown browser".
 *
 * Only names from bowser's own tables: for a browser it does not know it repeats what the client
 * sent, and a stranger would write their own text into the list of devices.
 *
 * @returns never empty; never throws
 */
export function describeDevice(userAgent: string): string {
  const { browser, os } = parse(userAgent.slice(0, MAX_LENGTH))
  const known = KNOWN_BROWSERS.has(browser) ? browser : UNKNOWN_BROWSER
  return KNOWN_SYSTEMS.has(os) ? `${known} on ${os}` : known
}

/** Empty where it can tell nothing. */
function parse(userAgent: string): { browser: string; os: string } {
  if (userAgent === '') return { browser: '', os: '' }
  const { browser, os } = Bowser.parse(userAgent)
  return { browser: browser.name ?? '', os: os.name ?? '' }
}
