import { buttonClass } from '@/components/ui/button-class'
import { TextLink } from '@/components/ui/text-link'
import { ERASED_LINK, type MailBlock } from '@/lib/mail/mail'

/** An email's blocks as page elements: the CSP blocks its inline styles here. */
export function MailBody({ blocks }: { blocks: readonly MailBlock[] }) {
  return (
    <div className="grid justify-items-start gap-4">
      {blocks.map((block, index) => (
        <Block key={index} block={block} />
      ))}
    </div>
  )
}

function Block({ block }: { block: MailBlock }) {
  switch (block.kind) {
    case 'heading':
      return <h3 className="text-2xl font-semibold tracking-tight">{block.text}</h3>
    case 'paragraph':
      return <p>{block.text}</p>
    case 'note':
      return <p className="text-sm text-muted">{block.text}</p>
    case 'link':
      return <TextLink href={block.href}>{block.text}</TextLink>
    case 'button':
      return block.href === null ? (
        <p className="text-sm text-muted">{ERASED_LINK}</p>
      ) : (
        <a href={block.href} className={buttonClass()}>
          {block.text}
        </a>
      )
  }
}
