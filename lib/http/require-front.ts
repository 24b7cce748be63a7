import { product } from '@/lib/product'
import { processSlot, processWide } from '@/lib/platform/process-wide'

const front = processSlot<{ pid: number }>('front')

/** The server listens before this, so that its first answers come first. */
const AFTER_LISTENING_MS = 500

const serving = processWide('serving', () => {
  let begin = () => {}
  const begun = new Promise<void>((resolve) => {
    begin = resolve
  })
  return { begun, begin }
})

/** Called by that server once it listens. */
export function announceServing(): void {
  setTimeout(serving.get().begin, AFTER_LISTENING_MS)
}

/** Resolves soon after the server has begun to listen. */
export function whenServing(): Promise<void> {
  return serving.get().begun
}

/** Called by the server that puts the front before Next.js, before it prepares Next.js. */
export function announceFront(): void {
  front.set({ pid: process.pid })
}

/**
 * Ends a process in which nothing stands before Next.js: `next start`, a standalone `server.js`, the
 * adapter of a platform. Client addresses, limits, body bounds and the headers of every response come
 * from the front, so such a server would look right and protect nothing.
 */
export function requireFront(builtFor: 'functions' | 'server'): void {
  const problem = front.peek() ? (builtFor === 'server' ? null : NOT_FOR_SERVERS) : NO_FRONT
  if (problem === null) return
  process.stderr.write(`${problem}\n`)
  process.exit(1)
}

const NO_FRONT =
  `${product.name} does not serve without its front server, which limits, addresses and checks ` +
  'requests. Start it with: npm start (in a release folder: node scripts/run/start.mjs). For a ' +
  'functions platform set LATCHKEY_RUNTIME=functions, also while you build.'

const NOT_FOR_SERVERS =
  'This build is for functions. Unset LATCHKEY_RUNTIME and run npm run build again.'
