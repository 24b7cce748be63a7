/*
 * What next.config.ts asks for. It is read before "@/" means anything and before there is an
 * environment, so this file imports nothing, and lib/env.ts may import what it likes.
 */

/** Where `next build` writes. */
export function buildFolder(): string {
  return process.env.LATCHKEY_DIST_DIR ?? '.next'
}

/**
 * Whether types are checked by another step, as in the tests, so that the build need not do it again.
 *
 * @public for next.config.ts, which knip does not count as part of the product
 */
export function isCheckedApart(): boolean {
  return process.env.LATCHKEY_TYPES_CHECKED === 'yes'
}

/**
 * Whether the build is for a platform that starts functions. Next.js reads it while it builds: the
 * middleware's matcher and the headers of every response cannot change afterwards.
 *
 * @public for next.config.ts
 */
export function isForFunctions(): boolean {
  return process.env.LATCHKEY_RUNTIME === 'functions'
}

/** What the running build was made for; the build writes it into its files. */
export function builtFor(): 'functions' | 'server' {
  return process.env.LATCHKEY_BUILT_FOR === 'functions' ? 'functions' : 'server'
}
