import type { TimelineRequest } from './timeline'
import { product } from '@/lib/product'

export type Seen = {
  /** The origin of the page, and the one the server is configured for. */
  pageOrigin: string
  authUrl: string
  /** How far the browser's clock is ahead of the server's, in milliseconds; null when not known. */
  clockAheadMs: number | null
  cookiesEnabled: boolean
  hasRecording: boolean
}

export type Finding = { title: string; sentence: string; remedy: string }

/** The clock tolerance of Auth.js when it reads a token. */
const TOLERANCE_MS = 15_000
const LARGE_COOKIE = 3_072
const LARGE_HEADER = 8_192

type Rule = (seen: Seen, timeline: readonly TimelineRequest[]) => Finding | null

const RULES: readonly Rule[] = [
  ({ clockAheadMs }) =>
    clockAheadMs !== null && Math.abs(clockAheadMs) > TOLERANCE_MS
      ? {
          title: 'Clock skew',
          sentence: `This device’s clock is ${Math.round(Math.abs(clockAheadMs) / 1000)} s ${clockAheadMs > 0 ? 'ahead of' : 'behind'} the server’s: countdowns would be wrong, and cookies may end early.`,
          remedy:
            'Set the clock automatically. The validity of tokens depends on the server’s clock only.',
        }
      : null,
  (_seen, timeline) => {
    const size = largest(timeline, 'cookie.session.bytes')
    return size > LARGE_COOKIE
      ? {
          title: 'Session cookie too large',
          sentence: `It is ${size} characters long; browsers drop a cookie beyond 4096.`,
          remedy:
            'Keep only ids in the token and read the rest from the database, as the jwt callback here does.',
        }
      : null
  },
  (_seen, timeline) => {
    const size = largest(timeline, 'cookies.bytes')
    return size > LARGE_HEADER
      ? {
          title: 'Cookie header too large',
          sentence: `The Cookie header is ${size} characters long; servers answer 431 beyond their limit.`,
          remedy:
            'Delete cookies of this host that nothing needs: all ports of a host share their cookies.',
        }
      : null
  },
  ({ authUrl, pageOrigin }) =>
    authUrl !== pageOrigin
      ? {
          title: 'AUTH_URL does not match the address bar',
          sentence: `AUTH_URL is ${authUrl}, this page is at ${pageOrigin}: links, redirects and Origin checks go by the former.`,
          remedy: 'Set AUTH_URL to the one origin people use, or open the page there.',
        }
      : null,
  ({ authUrl, pageOrigin }) =>
    pageOrigin.startsWith('http:') && authUrl.startsWith('https:')
      ? {
          title: 'Secure cookies over http',
          sentence:
            'The cookies are Secure and carry __Host-: over http the browser drops them, and nobody stays signed in.',
          remedy: 'Open the page over https, or set an http AUTH_URL on loopback while developing.',
        }
      : null,
  (_seen, timeline) =>
    timeline.some(({ in: input }) => input['cookies.foreignAuth'] === true)
      ? {
          title: 'Two apps on one host',
          sentence:
            'Cookies of another app built on Auth.js are sent too: all ports of a host share their cookies.',
          remedy: `${product.name} names its own cookies, so nothing breaks here; the other app may read yours as its own if its names are the same.`,
        }
      : null,
  ({ cookiesEnabled, hasRecording }) =>
    !cookiesEnabled || !hasRecording
      ? {
          title: 'Cookies are blocked',
          sentence: 'The trace cookie did not come back, so the session cookie would not either.',
          remedy: 'Allow cookies for this site and reload the page.',
        }
      : null,
  (_seen, timeline) =>
    timeline.some(({ in: input }) => input['cookies.badCallback'] === true)
      ? {
          title: 'Malformed callback cookie',
          sentence:
            'A callback-url cookie came that does not name this site. Stock Auth.js answers 500 to everything until it is gone.',
          remedy: 'Nothing to do: it is ignored here, and deleted with the next answer.',
        }
      : null,
]

/** Possible problems of this browser, this server, or the network in between. */
export function diagnose(seen: Seen, timeline: readonly TimelineRequest[]): Finding[] {
  return RULES.flatMap((rule) => rule(seen, timeline) ?? [])
}

export const RULE_COUNT = RULES.length

function largest(timeline: readonly TimelineRequest[], key: string): number {
  return Math.max(0, ...timeline.map(({ in: input }) => Number(input[key] ?? 0)))
}
