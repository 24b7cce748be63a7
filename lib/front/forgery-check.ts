/** Auth.js asks for its own token on these; scripts without browser headers may use them. */
const TOKEN_GUARDED_PATH = /^\/api\/auth\/[\w/-]+$/

/**
 * Decides whether an unsafe request may have been caused by another site.
 *
 * `Origin` and `Sec-Fetch-Site` are set by browsers and out of reach of a page. Either one that
 * names another site refuses; `null` is another site. With both absent there is no browser: then
 * only paths with a token of their own pass, and server actions never.
 *
 * @param request.isServerAction the `next-action` header is present
 * @param ownOrigin from the configuration; forwarded headers have no say
 * @see OWASP CSRF Prevention Cheat Sheet, "Fetch Metadata headers"; ASVS 5.0 V3.5.1
 */
export function isForged(
  request: {
    method: string
    path: string
    origin: string | undefined
    secFetchSite: string | undefined
    isServerAction: boolean
  },
  ownOrigin: string,
): boolean {
  const { origin, secFetchSite } = request
  if (request.method === 'GET' || request.method === 'HEAD') return false
  if (origin !== undefined && origin !== ownOrigin) return true
  if (secFetchSite !== undefined && !['same-origin', 'none'].includes(secFetchSite)) return true
  if (origin !== undefined || secFetchSite !== undefined) return false
  return request.isServerAction || !TOKEN_GUARDED_PATH.test(request.path)
}
