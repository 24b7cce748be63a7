import { siteUrl } from './site-url'
import { ERASED_LINK, type Mail, type MailBlock } from './mail'
import { product } from '@/lib/product'

/**
 * The email as plain text, with URLs on their own lines so that every client links them.
 *
 * @param addressee says to whom it was sent, and about which account
 */
export function renderText(mail: Mail, addressee: string): string {
  const paragraphs = mail.blocks.map(textOf)
  return [...paragraphs, `--\n${addressee}\n${product.name}\n${siteUrl('/')}`].join('\n\n') + '\n'
}

function textOf(block: MailBlock): string {
  switch (block.kind) {
    case 'heading':
      return `${block.text}\n${'='.repeat(block.text.length)}`
    case 'paragraph':
    case 'note':
      return block.text
    case 'button':
    case 'link':
      return `${block.text}:\n${block.href ?? ERASED_LINK}`
  }
}
