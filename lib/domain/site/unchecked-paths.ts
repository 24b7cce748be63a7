/**
 * What browsers load without asking who is signed in. No refresh of a device-bound session waits for
 * these, and none uses up the signatures that a browser makes for a site. So a session cookie may come
 * here alone, and no session is judged by it: the server drops it ({@link isUncheckedPath}).
 */
export const UNCHECKED_PATHS: readonly string[] = [
  ...['/_next/static', '/fonts', '/favicon.ico', '/icon.svg', '/bitting.svg', '/tick.svg'],
  ...['/plain.css', '/robots.txt', '/api/health', '/api/csp-report', '/.well-known'],
]

/** Whether a path is one of these or lies below it, as browsers match them. @param path as sent */
export function isUncheckedPath(path: string): boolean {
  return UNCHECKED_PATHS.some((one) => path === one || path.startsWith(`${one}/`))
}
