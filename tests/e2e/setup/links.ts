import { sealLinkReference, type LinkPage } from '@/lib/crypto/link-reference'
import type { Part } from './http'
import './mails' // The secrets of the test servers.

/** The sealed reference a page's form carries instead of the mailed token. */
export function linkPart(page: LinkPage, token: string): Part {
  return { name: 'link', value: sealLinkReference(page, token) }
}
