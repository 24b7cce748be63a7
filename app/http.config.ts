import type { HttpConfig } from '@/lib/domain/site/http-config'

/**
 * What the server admits beyond GET, HEAD, and forms of this site's own pages, one line a path. It is
 * read when the server starts. docs/make-it-yours.md has the settings; a refused request is logged with
 * the line that would admit it.
 *
 *     '/api/notes/[id]': { methods: ['PUT', 'DELETE'], withoutOrigin: true },
 *     '/api/webhooks/*': { bodies: { 'application/json': kilobytes(256) }, withoutOrigin: true },
 *     '/map': { sources: { 'img-src': ['https://tiles.example.com'] } },
 */
export const httpConfig: HttpConfig = {}
