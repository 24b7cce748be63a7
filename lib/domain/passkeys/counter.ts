/**
 * Whether a device says it has signed no more often than it had before: then there are two of it. Those
 * that do not count say 0 for ever.
 *
 * @see WebAuthn Level 3, 6.1.1
 */
export function isCounterBehind(stored: number, received: number): boolean {
  return (stored > 0 || received > 0) && received <= stored
}
