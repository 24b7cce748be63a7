/**
 * Whether a browser says that the page itself asked, and no frame on another site's page: `crossOrigin` is
 * false or left out, and there is no `topOrigin`.
 *
 * @see WebAuthn Level 3, 5.8.1
 */
export function isAskedByPage(clientData: { crossOrigin?: unknown }): boolean {
  const { crossOrigin = false } = clientData
  return crossOrigin === false && !Object.hasOwn(clientData, 'topOrigin')
}
