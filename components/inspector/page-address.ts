type Changes = Readonly<Record<string, string | null>>

/** The address of this page with some of its query changed; null takes a value out. */
export function addressWith(changes: Changes): string {
  const { pathname, searchParams } = new URL(window.location.href)
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) searchParams.delete(name)
    else searchParams.set(name, value)
  }
  const query = searchParams.toString()
  return query === '' ? pathname : `${pathname}?${query}`
}

/** Puts it into the address bar, so that a reload shows the same. */
export function putInAddress(changes: Changes): void {
  const address = addressWith(changes)
  const { pathname, search } = window.location
  if (address !== `${pathname}${search}`) window.history.replaceState(null, '', address)
}
