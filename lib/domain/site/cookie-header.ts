/** The pairs of a `Cookie` header, with raw names and values. */
function pairsOf(header: string): { name: string; value: string }[] {
  return header.split(';').flatMap((part) => {
    const text = part.trim()
    const at = text.indexOf('=')
    return at < 1 ? [] : [{ name: text.slice(0, at).trim(), value: text.slice(at + 1).trim() }]
  })
}

/** @returns null when it is missing; the first value when it occurs twice */
export function cookieIn(header: string, name: string): string | null {
  return pairsOf(header).find((pair) => pair.name === name)?.value ?? null
}

/** All its values, for a cookie that another program on the host may have planted beside ours. */
export function cookiesIn(header: string, name: string): string[] {
  return pairsOf(header).flatMap((pair) => (pair.name === name ? [pair.value] : []))
}

/** The header with only the cookies for which `keep` returns true. */
export function keepCookies(
  header: string,
  keep: (cookie: { name: string; value: string }) => boolean,
): string {
  return pairsOf(header)
    .filter(keep)
    .map(({ name, value }) => `${name}=${value}`)
    .join('; ')
}
