import { env } from '@/lib/env'

/** The absolute address of one of our pages; from `AUTH_URL` alone, never from a request. */
export function siteUrl(path: `/${string}`): string {
  return `${env().AUTH_URL}${path}`
}
