/** Waits for as long as a busy machine may need. */
export const PATIENTLY = { timeout: 10_000, interval: 10 }
