import { functionsFront } from '@/lib/functions/front'
import pages from './middleware.ts'

/*
 * Takes the place of middleware.ts in a build for functions, the only one that knows this ending
 * (next.config.ts): no server stands before Next.js there, so what that would check is checked here, for
 * /api too.
 */
export const config = {
  runtime: 'nodejs',
  matcher: ['/((?!_next/static/|favicon\\.|icon\\.|plain\\.css|robots\\.txt|fonts/).*)'],
}

export default functionsFront(pages)
