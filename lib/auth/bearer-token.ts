import { createHash, timingSafeEqual } from 'node:crypto'

const BEARER = /^Bearer +([\x21-\x7e]+)$/i

/** Whether a request carries a token of this installation; never when there is none. */
export function carriesToken(headers: Headers, token: string | undefined): boolean {
  const given = BEARER.exec(headers.get('authorization') ?? '')?.[1]
  return token !== undefined && given !== undefined && isSame(given, token)
}

/** Compares digests, which have equal lengths, in constant time. */
function isSame(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(expected))
}
