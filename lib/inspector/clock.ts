/** Milliseconds since the Unix epoch with their fractions, which `Date.now()` lacks. */
export function preciseNow(): number {
  return performance.timeOrigin + performance.now()
}
