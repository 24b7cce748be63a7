import { cookieIn } from '@/lib/domain/site/cookie-header'
import { later } from '@/lib/domain/time'
import { DEVICE_KNOWN_MS, sealKnownDevice } from '@/lib/services/sign-in/known-device'
import { cookieOptions, deviceCookieName } from './cookies'

/**
 * The cookie that identifies a browser that has signed in before. It does not sign anyone in: it only
 * keeps failed attempts from other browsers from locking this one out.
 */
export function deviceTokenIn(cookieHeader: string): string | undefined {
  return cookieIn(cookieHeader, deviceCookieName()) ?? undefined
}

/**
 * The new cookie after a sign-in. The browser remains known to its other accounts.
 *
 * @param newId the id for a browser that has none
 */
export function deviceCookieAfter(cookieHeader: string, userId: string, now: Date, newId?: string) {
  return {
    name: deviceCookieName(),
    value: sealKnownDevice(deviceTokenIn(cookieHeader), userId, now, newId),
    options: { ...cookieOptions(), expires: later(now, DEVICE_KNOWN_MS) },
  }
}
