let made = 0

/** Somebody at an address nobody else in this file has, and without any cookie. */
export function newVisitor(): { address: string; userAgent: string } {
  made += 1
  return { address: `198.51.${Math.floor(made / 256)}.${made % 256}`, userAgent: 'test' }
}
