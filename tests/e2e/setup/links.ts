import { sealLinkReference, type LinkPage } from '@/lib/crypto/link-reference'
import type { Part } from './http'
import './mails' // The secrets of the tests' servers.

/** What a page's form carries in place of the token that was mailed. */
export function linkPart(page: LinkPage, token: string): Part {
  return { name: 'link', value: sealLinkReference(page, token) }
}
