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
  return valuesIn(header, name, 1)[0] ?? null
}

/** All its values, for a cookie that another program on the host may have planted beside ours. */
export function cookiesIn(header: string, name: string): string[] {
  return valuesIn(header, name, Infinity)
}

/** Reads only the cookie that is asked for: every request looks for some. */
function valuesIn(header: string, name: string, limit: number): string[] {
  const values: string[] = []
  for (let start = 0; start < header.length && values.length < limit;) {
    const semicolon = header.indexOf(';', start)
    const end = semicolon === -1 ? header.length : semicolon
    const at = header.indexOf('=', start)
    const found = at !== -1 && at < end ? header.slice(start, at).trim() : ''
    if (found !== '' && found === name) {
      values.push(header.slice(at + 1, end).trim())
    }
    start = end + 1
  }
  return values
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
