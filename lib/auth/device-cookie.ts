import { cookieIn } from '@/lib/domain/site/cookie-header'
import { later } from '@/lib/domain/time'
import { DEVICE_KNOWN_MS, sealKnownDevice } from '@/lib/services/sign-in/known-device'
import { cookieOptions, deviceCookieName } from './cookies'

/**
 * The cookie by which a browser that has signed in before is known again. It signs nobody in: it
 * only keeps the limits that strangers use up from shutting its owner out.
 */
export function deviceTokenIn(cookieHeader: string): string | undefined {
  return cookieIn(cookieHeader, deviceCookieName()) ?? undefined
}

/** The cookie after a sign-in; the browser stays known to its other accounts. */
export function deviceCookieAfter(cookieHeader: string, userId: string, now: Date) {
  return {
    name: deviceCookieName(),
    value: sealKnownDevice(deviceTokenIn(cookieHeader), userId, now),
    options: { ...cookieOptions(), expires: later(now, DEVICE_KNOWN_MS) },
  }
}
