let made = 0

/** A visitor with a unique address and without cookies. */
export function newVisitor(): { address: string; userAgent: string } {
  made += 1
  return { address: `198.51.${Math.floor(made / 256)}.${made % 256}`, userAgent: 'test' }
}
