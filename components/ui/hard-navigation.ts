/** Navigates with a full document load, which discards pages cached before signing in or out. */
export function hardNavigate(path: string): void {
  window.location.assign(path)
}

/** As {@link hardNavigate}, but the back button does not return to the current page. */
export function hardReplace(path: string): void {
  window.location.replace(path)
}

/** The open page, with its query and fragment. */
export function currentPath(): string {
  const { pathname, search, hash } = window.location
  return pathname + search + hash
}
