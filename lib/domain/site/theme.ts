export const THEMES = ['system', 'light', 'dark'] as const

export type Theme = (typeof THEMES)[number]

/** Anything unknown follows the system. */
export function themeOf(value: unknown): Theme {
  return THEMES.find((theme) => theme === value) ?? 'system'
}

const PARAMETER = 'theme'

/**
 * The page again, saying in its query which theme was chosen: only a further request shows whether the
 * browser kept the cookie.
 *
 * @param path with its query, as it was requested
 */
export function themeCheckPath(path: string, theme: Theme): string {
  return changed(path, (query) => query.set(PARAMETER, theme))
}

/** The same path without the question. */
export function withoutThemeCheck(path: string): string {
  return changed(path, (query) => query.delete(PARAMETER))
}

/** Which theme a request says was chosen; null for every other request. */
export function themeToCheck(path: string): Theme | null {
  const asked = queryOf(path).get(PARAMETER)
  return THEMES.find((theme) => theme === asked) ?? null
}

function queryOf(path: string): URLSearchParams {
  return new URLSearchParams(path.split('?').slice(1).join('?'))
}

function changed(path: string, change: (query: URLSearchParams) => void): string {
  const [pathname = ''] = path.split('?')
  const query = queryOf(path)
  change(query)
  // A second slash would make it another site.
  const own = /^\/(?!\/)/.test(pathname) ? pathname : '/'
  return query.size > 0 ? `${own}?${query}` : own
}
