/** Wait options for a busy machine. */
export const PATIENTLY = { timeout: 10_000, interval: 10 }
