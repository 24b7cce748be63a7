/** Leaves by a full document load, so that no page cached in the other state survives. */
export function openDocument(path: string): void {
  window.location.assign(path)
}

/** As {@link openDocument}, and the page left cannot be reached by the back button. */
export function replaceDocument(path: string): void {
  window.location.replace(path)
}
