import { product } from '@/lib/product'
import { processSlot } from '@/lib/platform/process-wide'

const front = processSlot<{ pid: number }>('front')

/** Called by the server that puts the front before Next.js, before it prepares Next.js. */
export function announceFront(): void {
  front.set({ pid: process.pid })
}

/**
 * Ends a process in which nothing stands before Next.js: `next start`, a standalone `server.js`, the
 * adapter of a platform. Client addresses, limits, body bounds and the headers of every response come
 * from the front, so such a server would look right and protect nothing.
 */
export function requireFront(): void {
  if (front.peek()) return
  process.stderr.write(
    `${product.name} does not serve without its front server, which limits, addresses and checks ` +
      'requests. Start it with: npm start (in a release folder: node scripts/run/start.mjs). ' +
      'Functions platforms are not supported.\n',
  )
  process.exit(1)
}
