type Options = {
  httpOnly: boolean
  sameSite: 'lax'
  path: string
  secure: boolean
  expires: Date
}

/** One `Set-Cookie` line (RFC 6265 §4.1); `value` must already be cookie-safe. */
export function serializeCookie(name: string, value: string, options: Options): string {
  return [
    `${name}=${value}`,
    `Path=${options.path}`,
    `Expires=${options.expires.toUTCString()}`,
    ...(options.httpOnly ? ['HttpOnly'] : []),
    ...(options.secure ? ['Secure'] : []),
    'SameSite=Lax',
  ].join('; ')
}
