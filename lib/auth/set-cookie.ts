export type NewCookie = {
  name: string
  /** Already safe for a cookie. */
  value: string
  options: { httpOnly: true; sameSite: 'lax'; path: string; secure: boolean; expires: Date }
}

/** Adds a `Set-Cookie` line (RFC 6265, 4.1). @param maxAgeSeconds takes precedence over the date */
export function setCookie(
  response: Response,
  { name, value, options }: NewCookie,
  maxAgeSeconds?: number,
): void {
  const line = [
    `${name}=${value}`,
    `Path=${options.path}`,
    `Expires=${options.expires.toUTCString()}`,
    ...(maxAgeSeconds === undefined ? [] : [`Max-Age=${maxAgeSeconds}`]),
    'HttpOnly',
    ...(options.secure ? ['Secure'] : []),
    'SameSite=Lax',
  ].join('; ')
  response.headers.append('set-cookie', line)
}

export function copyCookies(from: Response, to: Response): void {
  for (const line of from.headers.getSetCookie()) to.headers.append('set-cookie', line)
}

/** The cookies a response sets whose name starts with `name`, one for each chunk. */
export function cookiesSetBy(response: Response, name: string): { name: string; value: string }[] {
  return response.headers.getSetCookie().flatMap((line) => {
    const [pair = ''] = line.split(';')
    const at = pair.indexOf('=')
    const cookie = { name: pair.slice(0, at), value: pair.slice(at + 1) }
    return cookie.name.startsWith(name) && cookie.value !== '' ? [cookie] : []
  })
}

/** Whether a response deletes a cookie. */
export function clearsCookie(response: Response, name: string): boolean {
  return response.headers.getSetCookie().some((line) => line.startsWith(`${name}=;`))
}

/** The same response without the cookies that {@link cookiesSetBy} finds; deletions remain. */
export function withoutCookiesSet(answer: Response, name: string): Response {
  const dropped = cookiesSetBy(answer, name).map((cookie) => `${cookie.name}=${cookie.value};`)
  return withoutLines(answer, (line) => dropped.some((start) => `${line};`.startsWith(start)))
}

/** The same response without the deletion that {@link clearsCookie} finds. */
export function withoutCookiesCleared(answer: Response, name: string): Response {
  return withoutLines(answer, (line) => line.startsWith(`${name}=;`))
}

function withoutLines(answer: Response, isDropped: (line: string) => boolean): Response {
  const response = new Response(answer.body, answer)
  response.headers.delete('set-cookie')
  for (const line of answer.headers.getSetCookie()) {
    if (!isDropped(line)) response.headers.append('set-cookie', line)
  }
  return response
}
